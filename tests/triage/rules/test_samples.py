"""Reading labelled files."""

import pytest

from folkmoot.triage.rules.samples import BadSamples, Fault, Reason, Sample, read_samples


def test_a_file_names_its_columns_as_it_likes() -> None:
    assert read_samples(["Row,Tokens,Label\n", "1,水 沟,neighbour \n"]) == [Sample("水 沟", "neighbour")]


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ([], [Fault(1, Reason.NO_COLUMNS)]),
        (["text,kind\n", "a,b\n"], [Fault(1, Reason.NO_COLUMNS)]),
        (["text,label\n", " ,b\n", "a,b\n", "a, \n"], [Fault(2, Reason.NO_TEXT), Fault(4, Reason.NO_LABEL)]),
        (["text,label\n", "a,b,c\n", "a\n"], [Fault(2, Reason.WIDTH), Fault(3, Reason.WIDTH)]),
        (["text,label\n", 'a,"b\n'], [Fault(2, Reason.TORN)]),
        (["text,label\n", f"{'a' * 20_001},b\n"], [Fault(2, Reason.LONG_TEXT)]),
        (["text,label\n", f"a,{'b' * 61}\n"], [Fault(2, Reason.LONG_LABEL)]),
    ],
)
def test_a_bad_file_is_refused_with_line_and_reason(lines: list[str], faults: list[Fault]) -> None:
    with pytest.raises(BadSamples) as refused:
        read_samples(lines)
    assert refused.value.faults == tuple(faults)


def test_no_more_than_twenty_faults_are_told() -> None:
    with pytest.raises(BadSamples) as refused:
        read_samples(["text,label\n", *["a,\n"] * 50])
    assert len(refused.value.faults) == 20
