"""Where a reviewed case goes back to, and a review that its filer withdrew."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_IN_WRITING = Q(decided_at__isnull=False, outcome__in=["upheld", "changed", "sent_back"], sealed_decision__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_counted_under"), ("officers", "0001_initial")]

    operations = [
        # No review could be asked for before, so that no row needs a unit.
        migrations.AddField(
            model_name="review",
            name="unit_before",
            field=models.ForeignKey(
                default=0, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="officers.unit"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="review",
            name="closed_before",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="review",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("upheld", "The decision stands"),
                    ("changed", "The decision was changed"),
                    ("sent_back", "Sent back to be handled again"),
                    ("withdrawn", "Withdrawn before it was decided"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="review", name="review_is_decided_in_writing"),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=Q(decided_at=None, outcome="", sealed_decision=None)
                | Q(decided_at__isnull=False, outcome="withdrawn", sealed_decision=None)
                | _IN_WRITING,
                name="review_is_decided_in_writing",
            ),
        ),
    ]
