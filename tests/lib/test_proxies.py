import pytest

from folkmoot.lib.proxies import NoNetwork, household, networks, visitor

OURS = networks("127.0.0.1 10.0.0.0/8", setting="PROXIES")


def test_a_visitor_without_a_proxy_is_the_peer_whatever_they_say() -> None:
    assert visitor("192.0.2.7", forwarded="198.51.100.1", proxies=OURS) == "192.0.2.7"
    assert visitor("127.0.0.1", forwarded="198.51.100.1", proxies=()) == "127.0.0.1"


def test_a_visitor_behind_a_proxy_is_whom_the_proxy_heard_last() -> None:
    assert visitor("127.0.0.1", forwarded="203.0.113.9, 192.0.2.7", proxies=OURS) == "192.0.2.7"


def test_behind_two_proxies_both_are_passed_and_no_further_one() -> None:
    assert visitor("127.0.0.1", forwarded="203.0.113.9,192.0.2.7, 10.1.2.3", proxies=OURS) == "192.0.2.7"


def test_a_proxy_that_names_nobody_is_itself_the_visitor() -> None:
    assert visitor("10.1.2.3", forwarded="", proxies=OURS) == "10.1.2.3"
    assert visitor("10.1.2.3", forwarded="192.0.2.7, unknown", proxies=OURS) == "10.1.2.3"


def test_a_proxy_is_known_in_either_way_of_writing_its_address() -> None:
    assert visitor("::ffff:10.1.2.3", forwarded="192.0.2.7", proxies=OURS) == "192.0.2.7"


def test_a_household_is_one_whichever_of_its_addresses_it_uses() -> None:
    assert household("2001:db8:1:2:aaaa::1") == household("2001:db8:1:2::ffff") == "2001:db8:1:2::"
    assert household("::ffff:192.0.2.7") == household("192.0.2.7") == "192.0.2.7"


def test_what_is_no_address_stays_as_it_is() -> None:
    assert household("") == ""


def test_a_wrong_network_is_named_with_its_setting() -> None:
    with pytest.raises(NoNetwork, match=r"^FOLKMOOT_PROXIES: “10.0.0.1/8” is neither") as caught:
        networks("127.0.0.1 10.0.0.1/8", setting="FOLKMOOT_PROXIES")
    assert caught.value.in_words(lambda text: text) == str(caught.value)
