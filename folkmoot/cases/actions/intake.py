"""A concern comes in: one record from the first word."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from folkmoot.cases.actions.codes import add_code, own_code_digest
from folkmoot.cases.actions.moving import hand_of, say
from folkmoot.cases.actions.running import run_clocks
from folkmoot.cases.errors import CannotHandle, Missing, NamesInSummary, NotAllowed
from folkmoot.cases.models import Case, CaseKey, Channel, MessageKind, Party, PartyRole
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.queries import handling_units, intake_post, units_below
from folkmoot.cases.rules.events import EVENT
from folkmoot.cases.rules.names import names_in
from folkmoot.cases.rules.people import Resident
from folkmoot.cases.rules.sight import sight_path
from folkmoot.ledger.actions import record
from folkmoot.lib.reference import new_code, reference_from
from folkmoot.officers.models import Post, Unit
from folkmoot.officers.rules.authority import Hand, Power, Reach, reach
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import grant
from folkmoot.places.models import Place
from folkmoot.places.queries import local_day, region
from folkmoot.procedures.queries import newest_pack
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import Move, Step


@dataclass(frozen=True)
class Concern:
    """What somebody brings. Only `narrative`, `place` and `category` are needed."""

    place: Place
    category: str
    narrative: str
    channel: Channel = Channel.WEB
    wish: str = ""
    where: str = ""
    happened_on: date | None = None
    #: the unit that is complained about: the concern is then handed in past it
    about_unit: Unit | None = None
    summary: str = ""
    name: str = ""
    contact: ContactCard = field(default_factory=ContactCard)
    language: str = "en"
    #: whose concern it is, where somebody raises it for another
    on_behalf_of: str = ""
    #: typed by the resident, unseen by the officer who takes the concern in
    own_code: str = ""


@dataclass(frozen=True)
class Receipt:
    """What the resident takes home. `code` is shown once; `is_own` says whether it can close the question."""

    case_id: int
    reference: str
    code: str
    is_own: bool
    resident: Resident


@transaction.atomic
def receive(concern: Concern, *, by: Standing | None, now: datetime) -> Receipt:
    """Takes a concern in and draws its reference and code. `by` is None where a resident files it on the web.

    Whoever answers for it: the post that took it in, unless the concern is about that post's own unit or one above;
    then, and on the web, the lowest appointed post that may. Raises Missing, NamesInSummary, NotAllowed, CannotHandle,
    CodeTooShort.
    """
    _check(concern, by=by)
    pack = newest_pack(region().pack)
    seen_from = _seen_from(concern)
    post = _answering_post(concern, seen_from, by=by) or _lowest_post(concern, seen_from, pack=pack, now=now)
    case = _open_case(concern, seen_from, pack=pack, post=post, now=now)
    party = _seal(case, concern)
    code, is_own = _codes(case, party, concern, by=by, now=now)
    resident = Resident(case.pk, party.pk, Hand.FILER if is_own else Hand.FILER_SEEN)
    said = _say_all(case, party, concern, now=now)
    run_clocks(case, Move.RECEIVE, now=now)
    case.save(update_fields=["due_at", "due_clock"])
    record(
        EVENT[Move.RECEIVE],
        by=by,
        now=now,
        case_id=case.pk,
        step=case.step,
        channel=case.channel,
        category=case.category,
        place=concern.place.code,
        unit=post.unit_id,
        answers=post.pk,
        said=said,
        **({} if by else hand_of(resident)),
    )
    return Receipt(case.pk, case.reference, code, is_own, resident)


def _seen_from(concern: Concern) -> str:
    about = concern.about_unit
    return sight_path(concern.place.path, about=about.place.path if about else None)


def _lowest_post(concern: Concern, seen_from: str, *, pack: Pack, now: datetime) -> Post:
    about = concern.about_unit
    units = handling_units(seen_from, category=concern.category, pack=pack, about_unit_id=about.pk if about else None)
    post = intake_post(units, today=local_day(now))
    if post is None:
        raise CannotHandle(field="place")
    return post


def _open_case(concern: Concern, seen_from: str, *, pack: Pack, post: Post, now: datetime) -> Case:
    case_id = _next_case_id()
    # Whoever files may write this one case, wherever it is seen from afterwards.
    grant(case_id)
    return Case.objects.create(
        pk=case_id,
        reference=reference_from(case_id),
        channel=concern.channel,
        category=pack.category(concern.category).code,
        summary=concern.summary.strip(),
        pack=pack.name,
        pack_version=pack.version,
        place=concern.place,
        place_path=concern.place.path,
        sight_path=seen_from,
        about_unit=concern.about_unit,
        happened_on=concern.happened_on,
        step=Step.RECEIVED.value,
        unit=post.unit,
        taken_by=post,
        received_at=now,
        changed_at=now,
    )


def _check(concern: Concern, *, by: Standing | None) -> None:
    if not concern.narrative.strip():
        raise Missing(field="narrative")
    named = [concern.name, concern.on_behalf_of]
    if names_in(concern.summary, names=named, contacts=[concern.contact.phone, concern.contact.email]):
        raise NamesInSummary(field="summary")
    if by is None:
        return
    if reach(by.role, Power.RECEIVE) is not Reach.AREA or not by.covers(concern.place.path):
        raise NotAllowed(field="place")


def _answering_post(concern: Concern, seen_from: str, *, by: Standing | None) -> Post | None:
    if by is None or not by.covers(seen_from):
        return None
    if concern.about_unit and by.unit_id in units_below(concern.about_unit.pk):
        return None
    return Post.objects.select_related("unit__place").get(pk=by.post_id)


def _next_case_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('cases_case', 'id'))")
        (number,) = cursor.fetchone()
    return int(number)


def _seal(case: Case, concern: Concern) -> Party:
    _, wrapped = settings.INSTALLATION_KEY.new_file_key()
    CaseKey.objects.create(case=case, wrapped=wrapped)
    party = Party(case=case, role=PartyRole.FILER, language=concern.language)
    party.seal(name=concern.name.strip(), contact=concern.contact)
    party.save()
    if concern.on_behalf_of.strip():
        other = Party(case=case, role=PartyRole.ON_BEHALF, language=concern.language)
        other.seal(name=concern.on_behalf_of.strip(), contact=ContactCard())
        other.save()
    return party


def _codes(case: Case, party: Party, concern: Concern, *, by: Standing | None, now: datetime) -> tuple[str, bool]:
    """The code for the receipt. What an officer hands over was seen; what the resident typed unseen comes on top."""
    code = new_code()
    add_code(party, code, is_own=by is None, now=now)
    if concern.own_code:
        digest = own_code_digest(case.reference, concern.own_code)
        party.codes.create(case=case, digest=digest, is_own=True, created_at=now)
    return code, by is None


def _say_all(case: Case, party: Party, concern: Concern, *, now: datetime) -> list[str]:
    """The filer's own words are the filer's, whoever wrote them down."""
    author = Resident(case.pk, party.pk, Hand.FILER)
    texts = [
        (MessageKind.CONCERN, concern.narrative),
        (MessageKind.WISH, concern.wish),
        (MessageKind.WHERE, concern.where),
    ]
    return [say(case, party.pk, kind, text, by=author, now=now) for kind, text in texts if text.strip()]
