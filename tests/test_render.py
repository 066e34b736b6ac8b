"""What templates are lent."""

from markupsafe import Markup

from planpress.render import Renderer


def test_what_many_pages_show_is_filled_once_for_each_depth_of_address() -> None:
    renderer, filled = Renderer(), []

    def row(plan: str, item: list[str]) -> Markup:
        filled.append(renderer.base)
        return Markup(f"{renderer.href(f'{plan}/actions/')} {item[0]}")

    one, same = ["One"], ["One"]
    shown = []
    for base in ("our-plan/", "our-plan/themes/1/", "our-plan/leads/head/", "about/us/ours/"):
        renderer.base = base
        shown.append(renderer.once(row, "our-plan", one))
    assert shown == ["actions/ One", "../../actions/ One", "../../actions/ One", "../../../our-plan/actions/ One"]
    assert filled == ["our-plan/", "our-plan/themes/1/", "about/us/ours/"]
    assert renderer.once(row, "our-plan", same) == shown[-1]
    assert len(filled) == 4, "records are told apart by identity"
