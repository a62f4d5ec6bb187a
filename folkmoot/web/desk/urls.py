"""Addresses of the pages for officers. A case is named by its reference alone; no address holds free text."""

from django.urls import URLPattern, path

from folkmoot.web.desk import (
    call_backs,
    case,
    changing,
    exports,
    files,
    imports,
    intake,
    ledger,
    moves,
    my_day,
    organisation,
    overview,
    queue,
    search,
    tasks,
    together,
    views_of_mine,
)

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("", my_day.day_page, name="day"),
    path("call-backs/", call_backs.call_backs_page, name="call_backs"),
    path("call-backs/<int:call_back_id>/", call_backs.call_back_page, name="call_back"),
    path("queue/", queue.queue_page, name="queue"),
    path("queue/changes/", queue.queue_changes, name="queue_changes"),
    path("queue/together/", together.together_page, name="together"),
    path("queue/views/", views_of_mine.save_page, name="view_saved"),
    path("queue/views/<int:view_id>/removed/", views_of_mine.remove_page, name="view_removed"),
    path("queue/views/<int:view_id>/restored/", views_of_mine.restore_page, name="view_restored"),
    path("cases/<str:reference>/", case.case_page, name="case"),
    path("cases/<str:reference>/changes/", changing.case_changes, name="case_changes"),
    path("cases/<str:reference>/ledger/", ledger.case_ledger, name="case_ledger"),
    path("cases/<str:reference>/files/<int:file_id>/", files.download, name="file"),
    path("cases/<str:reference>/tasks/<int:task_id>/done/", tasks.finish_page, name="task_done"),
    path("cases/<str:reference>/tasks/<int:task_id>/undone/", tasks.reopen_page, name="task_undone"),
    path("cases/<str:reference>/<slug:deed>/", moves.deed_page, name="deed"),
    path("overview/", overview.overview_page, name="overview"),
    path("overview/<str:code>/", overview.overview_page, name="overview_at"),
    path("overview/<str:code>/outlines/", overview.outlines, name="overview_outlines"),
    path("search/", search.search_page, name="search"),
    path("take-in/", intake.take_in, name="take_in"),
    path("take-in/<str:code>/", intake.take_in_at, name="take_in_at"),
    path("import/", imports.import_page, name="import"),
    path("export/", exports.export_page, name="export"),
    path("officers/", organisation.officers_page, name="officers"),
    path("officers/account/", organisation.account_page, name="account"),
    path("officers/posts/<int:post_id>/", organisation.appoint_page, name="appoint"),
    path("officers/appointments/<int:appointment_id>/", organisation.end_page, name="end_appointment"),
    path("officers/<str:code>/", organisation.officers_page, name="officers_at"),
    path("ledger/", ledger.ledger_page, name="ledger"),
]
