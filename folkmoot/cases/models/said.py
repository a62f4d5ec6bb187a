"""What was said, sealed: one conversation a party."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models.case import Case
from folkmoot.cases.models.party import Party
from folkmoot.officers.models import Post


class MessageKind(models.TextChoices):
    """What a message is in the procedure."""

    CONCERN = "concern", _("Concern")
    WISH = "wish", _("What is asked for")
    WHERE = "where", _("Where it happened")
    MESSAGE = "message", _("Message")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    PROPOSAL = "proposal", _("Proposed resolution")
    DISPUTE = "dispute", _("Why it is not resolved")
    REASON = "reason", _("Reason")
    SOURCE = "source", _("From the imported record")


class Message(models.Model):
    """Something said by a party, or to a party by a post. A party sees their own conversation and no other."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="messages")
    #: who wrote it at the desk; None where the party wrote it
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    sealed_body = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="message_of_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def body(self) -> str:
        """What was said, in clear."""
        return self.case.key.open(self.sealed_body, place="message.body")


class Rating(models.Model):
    """How the filer found it: 1 (poor) to 5 (good). Once a close."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ratings")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    sealed_comment = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="rating_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.score} of 5"

    @property
    def comment(self) -> str:
        """What was added in words, in clear."""
        return self.case.key.open(self.sealed_comment, place="rating.comment") if self.sealed_comment else ""
