"""Files of a case, downloaded by those who may see the case."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from folkmoot.cases.models import Attachment
from folkmoot.web.desk.finding import find_case
from folkmoot.web.doors import OfficerRequest, officer_page


@officer_page
def download(request: OfficerRequest, reference: str, file_id: int) -> HttpResponseBase:
    """The file in clear, always as a download: a page of somebody else's making is never shown under our address."""
    case = find_case(request, reference)
    found = Attachment.objects.select_related("case__casekey").filter(case=case, pk=file_id).first()
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
