"""What stays at the desk: notes, tasks, files, call-backs, and who has read the case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models.case import Case
from folkmoot.cases.models.party import Party
from folkmoot.officers.models import Post, Unit


class Note(models.Model):
    """An internal note. No party ever sees it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    sealed_body = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def body(self) -> str:
        """The note in clear."""
        return self.case.key.open(self.sealed_body, place="note.body")


class Task(models.Model):
    """Something a post has to do for a case by a day."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tasks")
    set_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    sealed_title = models.BinaryField()
    due_on = models.DateField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post", "due_on"], name="task_of_post", condition=models.Q(done_at=None))]

    def __str__(self) -> str:
        return f"task {self.pk}"

    @property
    def title(self) -> str:
        """What is to be done, in clear."""
        return self.case.key.open(self.sealed_title, place="task.title")


class Attachment(models.Model):
    """A file of a case, sealed. It is downloaded only by those who may see the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    #: whose conversation it belongs to; None is internal
    party = models.ForeignKey(Party, null=True, on_delete=models.CASCADE, related_name="attachments")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=60)
    size_bytes = models.PositiveIntegerField()
    sealed_name = models.BinaryField()
    sealed_data = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    @property
    def name(self) -> str:
        """The file's name in clear."""
        return self.case.key.open(self.sealed_name, place="attachment.name")

    @property
    def content(self) -> bytes:
        """The file in clear."""
        return self.case.key.open_bytes(self.sealed_data, place="attachment.data")


class CallBackKind(models.TextChoices):
    """What another unit asks."""

    RESOLUTION = "resolution", _("Is the matter resolved?")
    WITHDRAWAL = "withdrawal", _("Was the withdrawal free?")


class CallBack(models.Model):
    """A question that another unit puts to the filer in private. Only that unit sees the answer."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="call_backs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=CallBackKind.choices)
    due_at = models.DateTimeField()
    asked_by = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    #: resolved, not_resolved, free, pressed, not_reached
    answer = models.CharField(max_length=14, blank=True)
    sealed_words = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=models.Q(answered_at=None), name="one_open_call_back_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Reading(models.Model):
    """Who opened the case file, when. Officials are watched, residents are not: a party's own look is not kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="readings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    user_id = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reading {self.pk}"
