"""What is said between the desk and the parties, and what stays at the desk."""

from datetime import date, datetime

from django.db import transaction

from folkmoot.cases.actions.moving import begin, filer_of, finish, place_at, save, say, touch
from folkmoot.cases.actions.pausing import end_waiting, stand
from folkmoot.cases.errors import Missing, NamesInSummary
from folkmoot.cases.models import Attachment, Case, MessageKind, Note, Party, PartyRole, Task
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.permissions import Actor
from folkmoot.cases.rules.names import names_in
from folkmoot.cases.rules.people import Resident
from folkmoot.cases.rules.standing_still import FOR_AN_ANSWER
from folkmoot.lib.pictures import clean
from folkmoot.officers.models import Post
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import UnknownCategoryError
from folkmoot.procedures.rules.steps import Move


@transaction.atomic
def ask(
    case_id: int,
    *,
    question: str,
    by: Standing,
    now: datetime,
    stands_until: date | None = None,
    seen: int | None = None,
) -> Case:
    """Asks the filer for something that is missing.

    The clock for the answer goes on, or stands until the answer and no longer than `stands_until`, where the procedure
    has that reason. Raises what `pause` raises.
    """
    case, step = begin(case_id, Move.ASK, by=by, seen=seen)
    said = say(case, filer_of(case).pk, MessageKind.QUESTION, question, by=by, now=now)
    place_at(case, step, now=now)
    finish(case, Move.ASK, by=by, now=now, said=said)
    if stands_until is None:
        return case
    data = stand(case, reason=FOR_AN_ANSWER, until_on=stands_until, by=by, now=now)
    return save(case, "case.paused", by=by, now=now, **data)


@transaction.atomic
def answer(case_id: int, *, body: str, by: Resident, now: datetime, seen: int | None = None) -> Case:
    """The filer answers a question, and the lead is to go on."""
    case, step = begin(case_id, Move.ANSWER, by=by, seen=seen)
    said = say(case, by.party_id, MessageKind.ANSWER, body, by=by, now=now)
    place_at(case, step, now=now)
    finish(case, Move.ANSWER, by=by, now=now, said=said)
    end_waiting(case, by=by, now=now)
    return case


@transaction.atomic
def propose(case_id: int, *, proposal: str, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Proposes a resolution. Only the resident closes the question: they confirm, dispute, or are silent."""
    case, step = begin(case_id, Move.PROPOSE, by=by, seen=seen)
    said = say(case, filer_of(case).pk, MessageKind.PROPOSAL, proposal, by=by, now=now)
    place_at(case, step, now=now)
    case.proposed_at = now
    return finish(case, Move.PROPOSE, by=by, now=now, said=said)


@transaction.atomic
def write(case_id: int, *, body: str, by: Actor, now: datetime, party_id: int | None = None) -> Case:
    """A message in one party's conversation: to a party from the lead, or from a party in their own."""
    case = touch(case_id, Power.WRITE, by=by)
    if isinstance(by, Resident):
        party_id = by.party_id
    party = case.parties.get(pk=party_id) if party_id else filer_of(case)
    said = say(case, party.pk, MessageKind.MESSAGE, body, by=by, now=now)
    return save(case, "case.message_written", by=by, now=now, to=party.pk, said=said)


@transaction.atomic
def note(case_id: int, *, body: str, by: Standing, now: datetime) -> Case:
    """An internal note, apart from messages to the resident."""
    case = touch(case_id, Power.NOTE, by=by)
    text = body.strip()
    if not text:
        raise Missing(field="body")
    Note.objects.create(case=case, post_id=by.post_id, sealed_body=case.key.seal(text, place="note.body"), at=now)
    return save(case, "case.noted", by=by, now=now, said=case.key.commit(text))


@transaction.atomic
def summarise(
    case_id: int, *, summary: str, category: str, by: Standing, now: datetime, seen: int | None = None
) -> Case:
    """Writes the nameless summary, which alone is searched, and the category. Raises NamesInSummary, Missing."""
    case = touch(case_id, Power.SUMMARISE, by=by, seen=seen)
    text = summary.strip()
    if not text:
        raise Missing(field="summary")
    parties = list(case.parties.select_related("case__casekey"))
    contacts = [value for p in parties for value in (p.contact.phone, p.contact.email)]
    if names_in(text, names=[p.name for p in parties], contacts=contacts):
        raise NamesInSummary(field="summary")
    try:
        code = pack_of(case).category(category).code
    except UnknownCategoryError as error:
        raise Missing(field="category") from error
    case.summary = text
    case.category = code
    return save(case, "case.summarised", by=by, now=now, category=code)


@transaction.atomic
def add_party(
    case_id: int, *, role: PartyRole, name: str, contact: ContactCard, by: Standing, now: datetime, language: str = "en"
) -> Party:
    """Adds somebody to the case, in a role. Their name and contact are sealed with the case's key."""
    case = touch(case_id, Power.ADD_PARTY, by=by)
    if role is PartyRole.FILER:
        raise Missing(field="role")
    if not name.strip():
        raise Missing(field="name")
    party = Party(case=case, role=role, language=language)
    party.seal(name=name.strip(), contact=contact)
    party.save()
    save(case, "case.party_added", by=by, now=now, party=party.pk, role=role.value)
    return party


@transaction.atomic
def attach(
    case_id: int, *, name: str, data: bytes, declared_type: str, by: Actor, now: datetime, internal: bool = False
) -> Attachment:
    """Adds a file, its pictures redrawn so that location data goes. Raises lib.pictures.NotAllowed.

    A party's file belongs to their own conversation; the desk's to the filer's, or to the desk alone where internal.
    """
    case = touch(case_id, Power.ATTACH, by=by)
    cleaned = clean(data, declared_type=declared_type)
    if isinstance(by, Resident):
        party_id: int | None = by.party_id
    else:
        party_id = None if internal else filer_of(case).pk
    attachment = Attachment.objects.create(
        case=case,
        party_id=party_id,
        post_id=by.post_id,
        media_type=cleaned.media_type,
        size_bytes=len(cleaned.data),
        sealed_name=case.key.seal(name[-120:], place="attachment.name"),
        sealed_data=case.key.seal_bytes(cleaned.data, place="attachment.data"),
        at=now,
    )
    save(case, "case.file_added", by=by, now=now, attachment=attachment.pk, size_bytes=attachment.size_bytes)
    return attachment


@transaction.atomic
def set_task(case_id: int, *, title: str, post: Post, due_on: date, by: Standing, now: datetime) -> Task:
    """Gives a post something to do for the case by a day."""
    case = touch(case_id, Power.TASK, by=by)
    text = title.strip()
    if not text:
        raise Missing(field="title")
    task = Task.objects.create(
        case=case,
        post=post,
        set_by_id=by.post_id,
        sealed_title=case.key.seal(text, place="task.title"),
        due_on=due_on,
        created_at=now,
    )
    save(case, "case.task_set", by=by, now=now, task=task.pk, post=post.pk)
    return task


@transaction.atomic
def finish_task(task_id: int, *, by: Standing, now: datetime) -> Task:
    """The post that was asked says that a task is done; whoever set it may say so too."""
    task = Task.objects.select_related("case").get(pk=task_id, done_at=None)
    return _mark_task(task, "case.task_done", done_at=now, by=by, now=now)


@transaction.atomic
def reopen_task(task_id: int, *, by: Standing, now: datetime) -> Task:
    """Takes back that a task is done, by whoever may say that it is."""
    task = Task.objects.select_related("case").get(pk=task_id, done_at__isnull=False)
    return _mark_task(task, "case.task_reopened", done_at=None, by=by, now=now)


def _mark_task(task: Task, kind: str, *, done_at: datetime | None, by: Standing, now: datetime) -> Task:
    own = by.post_id in {task.post_id, task.set_by_id}
    case = touch(task.case_id, Power.READ if own else Power.TASK, by=by)
    task.done_at = done_at
    task.save(update_fields=["done_at"])
    save(case, kind, by=by, now=now, task=task.pk)
    return task
