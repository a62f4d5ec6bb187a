"""Addresses of the pages for officers. A case is named by its reference alone; no address holds free text."""

from django.urls import URLPattern, path

from folkmoot.web.desk import call_backs, changing, exports, imports, ledger, search, supervised
from folkmoot.web.desk.case import as_resident, attachments, moves, tasks
from folkmoot.web.desk.case import page as case
from folkmoot.web.desk.day import page as day
from folkmoot.web.desk.intake import pages as intake
from folkmoot.web.desk.organisation import pages as organisation
from folkmoot.web.desk.organisation import visiting
from folkmoot.web.desk.overview import page as overview
from folkmoot.web.desk.queue import page as queue
from folkmoot.web.desk.queue import together, views_of_mine
from folkmoot.web.desk.signals import calibration, campaigns, film
from folkmoot.web.desk.signals import pages as signals
from folkmoot.web.desk.sorting import page as sorting
from folkmoot.web.desk.sorting import suggestions
from folkmoot.web.desk.warnings import board, listing
from folkmoot.web.desk.warnings import pages as warnings

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("", day.day_page, name="day"),
    path("changes/", day.day_changes, name="day_changes"),
    path("call-backs/", call_backs.call_backs_page, name="call_backs"),
    path("call-backs/<int:call_back_id>/", call_backs.call_back_page, name="call_back"),
    path("queue/", queue.queue_page, name="queue"),
    path("queue/changes/", queue.queue_changes, name="queue_changes"),
    path("queue/together/", together.together_page, name="together"),
    path("queue/views/", views_of_mine.save_page, name="view_saved"),
    path("queue/views/<int:view_id>/removed/", views_of_mine.remove_page, name="view_removed"),
    path("queue/views/<int:view_id>/restored/", views_of_mine.restore_page, name="view_restored"),
    path("cases/<str:reference>/", case.case_page, name="case"),
    path("cases/<str:reference>/as-resident/", as_resident.as_resident_page, name="as_resident"),
    path("cases/<str:reference>/changes/", changing.case_changes, name="case_changes"),
    path("cases/<str:reference>/ledger/", ledger.case_ledger, name="case_ledger"),
    path("cases/<str:reference>/files/<int:file_id>/", attachments.download, name="file"),
    path("cases/<str:reference>/sorting/", sorting.sorting_page, name="sorting"),
    path("cases/<str:reference>/tasks/<int:task_id>/done/", tasks.finish_page, name="task_done"),
    path("cases/<str:reference>/tasks/<int:task_id>/undone/", tasks.reopen_page, name="task_undone"),
    path("cases/<str:reference>/<slug:deed>/", moves.deed_page, name="deed"),
    path("overview/", overview.overview_page, name="overview"),
    path("overview/<str:code>/", overview.overview_page, name="overview_at"),
    path("overview/<str:code>/outlines/", overview.outlines, name="overview_outlines"),
    path("suggestions/", suggestions.suggestions_page, name="suggestions"),
    path("supervised/", supervised.supervised_page, name="supervised"),
    path("warnings/", board.board_page, name="warnings"),
    path("warnings/cases/", listing.list_page, name="warned"),
    path("warnings/digest/", warnings.digest_page, name="warnings_digest"),
    path("warnings/digest/mail/", warnings.mail_page, name="warnings_mail"),
    path("warnings/<int:warning_id>/", warnings.take_page, name="warning"),
    path("warnings/at/<str:code>/", board.board_page, name="warnings_at"),
    path("signals/", signals.list_page, name="signals"),
    path("signals/calibration/", calibration.calibration_page, name="signals_calibration"),
    path("signals/campaigns/", campaigns.campaigns_page, name="campaigns"),
    path("signals/campaigns/<str:code>/", campaigns.campaigns_page, name="campaigns_at"),
    path("signals/film/", film.film_page, name="signals_film"),
    path("signals/film/<str:code>/", film.film_page, name="signals_film_at"),
    path("signals/<int:signal_id>/", signals.signal_page, name="signal"),
    path("signals/<int:signal_id>/cases/", signals.cases_page, name="signal_cases"),
    path("signals/<int:signal_id>/<slug:step>/", signals.step_page, name="signal_step"),
    path("search/", search.search_page, name="search"),
    path("take-in/", intake.take_in, name="take_in"),
    path("take-in/<str:code>/", intake.take_in_at, name="take_in_at"),
    path("import/", imports.import_page, name="import"),
    path("export/", exports.export_page, name="export"),
    path("officers/", organisation.officers_page, name="officers"),
    path("officers/account/", organisation.account_page, name="account"),
    path("officers/posts/<int:post_id>/", organisation.appoint_page, name="appoint"),
    path("officers/appointments/<int:appointment_id>/", organisation.end_page, name="end_appointment"),
    path("officers/units/<int:unit_id>/", visiting.unit_page, name="unit"),
    path("officers/<str:code>/", organisation.officers_page, name="officers_at"),
    path("ledger/", ledger.ledger_page, name="ledger"),
]
