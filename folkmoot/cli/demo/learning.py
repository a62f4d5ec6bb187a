"""Learning categories from the demo's made-up past, so that its pages show suggestions."""

from datetime import UTC, datetime

from folkmoot.lib.home import home_path


def has_learned() -> bool:
    """Whether there is something to suggest categories by."""
    from folkmoot.triage.rules.file_format import path_in

    return path_in(home_path()).exists()


def learn() -> None:
    """Learns from the cases that are made by now. Of too few nothing is learned yet: more are on their way."""
    from folkmoot.triage.actions.keeping import keep_model
    from folkmoot.triage.queries import own_samples
    from folkmoot.triage.rules.training import TooFewTexts, train

    try:
        model, _report = train(own_samples(), today=datetime.now(UTC).date())
    except TooFewTexts:
        return
    keep_model(model)
