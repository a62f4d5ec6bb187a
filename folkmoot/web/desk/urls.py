"""Addresses of the pages for officers. A case is named by its reference alone; no address holds free text."""

from django.urls import URLPattern, path

from folkmoot.web.desk import call_backs, case, files, ledger, moves, my_day, queue

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("", my_day.day_page, name="day"),
    path("call-backs/", call_backs.call_backs_page, name="call_backs"),
    path("call-backs/<int:call_back_id>/", call_backs.call_back_page, name="call_back"),
    path("queue/", queue.queue_page, name="queue"),
    path("cases/<str:reference>/", case.case_page, name="case"),
    path("cases/<str:reference>/ledger/", ledger.case_ledger, name="case_ledger"),
    path("cases/<str:reference>/files/<int:file_id>/", files.download, name="file"),
    path("cases/<str:reference>/tasks/<int:task_id>/done/", moves.finish_task, name="task_done"),
    path("cases/<str:reference>/<slug:deed>/", moves.deed_page, name="deed"),
    path("ledger/", ledger.ledger_page, name="ledger"),
]
