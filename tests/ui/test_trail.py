"""Back and Forward."""

from ui.trail import AT_MOST, Trail


def test_going_back_and_forward_walks_the_stops_in_order() -> None:
    trail = Trail()
    trail.visit("issues", ("issue", "a"))
    trail.visit("quotes", ("quote", "q"))
    trail.visit("sources", None)
    assert trail.back() == ("quotes", ("quote", "q"))
    assert trail.back() == ("issues", ("issue", "a"))
    assert trail.back() is None
    assert trail.forward() == ("quotes", ("quote", "q"))


def test_visiting_from_the_middle_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for place in ("a", "b", "c"):
        trail.visit(place, None)
    trail.back()
    trail.visit("d", None)
    assert not trail.can_go_forward()
    assert trail.back() == ("b", None)


def test_visiting_the_present_stop_again_adds_nothing() -> None:
    trail = Trail()
    trail.visit("a", None)
    trail.visit("a", None)
    assert not trail.can_go_back()


def test_the_record_shown_at_a_stop_is_the_one_to_come_back_to() -> None:
    trail = Trail()
    trail.visit("issues", ("issue", "a"))
    trail.amend(("issue", "b"))
    trail.visit("quotes", None)
    assert trail.back() == ("issues", ("issue", "b"))


def test_the_trail_does_not_grow_without_end() -> None:
    trail = Trail()
    for number in range(AT_MOST + 50):
        trail.visit(str(number), None)
    stops = 0
    while trail.back() is not None:
        stops += 1
    assert stops == AT_MOST - 1
