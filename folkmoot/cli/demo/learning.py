"""Learning categories from the demo's made-up stories, so that its pages show suggestions."""

from datetime import UTC, datetime

from folkmoot.lib.home import home_path


def has_learned() -> bool:
    """Whether there is something to suggest categories by."""
    from folkmoot.triage.rules.file_format import path_in

    return path_in(home_path()).exists()


def learn() -> None:
    """Learns, unless it was learned before.

    By the stories and not by the cases: their summaries are too few different texts, as each is told many times.
    """
    if has_learned():
        return

    from folkmoot.demo.library import stories
    from folkmoot.demo.rules.lessons import lessons
    from folkmoot.triage.actions.keeping import keep_model
    from folkmoot.triage.rules.samples import Sample
    from folkmoot.triage.rules.training import train

    samples = [Sample(text, category) for text, category in lessons(stories())]
    model, _report = train(samples, today=datetime.now(UTC).date())
    keep_model(model)
