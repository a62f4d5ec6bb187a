"""The one table of what happened."""

from django.db import models

from folkmoot.ledger.rules import Entry


class Event(models.Model):
    """One action. The application's role may insert rows and read them; it can neither change nor delete one."""

    #: "case:17" for what happened in a case, a word such as "imports" for what happened without one
    chain = models.CharField(max_length=40, db_collation="C")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    case_id = models.BigIntegerField(null=True, db_index=True)
    post_id = models.BigIntegerField(null=True)
    appointment_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="ledger_one_row_a_place")]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.kind}"

    def entry(self) -> Entry:
        """The row as the rules see it."""
        return Entry(self.chain, self.seq, self.kind, self.post_id, self.appointment_id, self.at, self.data)
