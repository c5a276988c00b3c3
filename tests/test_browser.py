"""Reports opened in headless Chromium: quiet, self-contained, readable in the dark, on a phone and on paper."""
import pypdfium2
import pytest

from tests.conftest import ODD, SAMPLE

ARTICLES = [path.stem for path in (SAMPLE, *ODD)]


def opened(browser, page, **options):
    """The page in a fresh window, with what it said and asked for."""
    context = browser.new_context(**options)
    window = context.new_page()
    said, asked = [], []
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    window.on("request", lambda request: asked.append(request.url))
    window.goto(page.as_uri())
    return window, said, asked


def pages_of(reports, article):
    return sorted((reports / article).glob("*.html"))


@pytest.mark.parametrize("article", ARTICLES)
def test_pages_are_quiet_and_ask_for_nothing_but_files(browser, reports, article):
    for page in pages_of(reports, article):
        window, said, asked = opened(browser, page)
        assert said == []
        assert all(url.startswith(("file:", "data:")) for url in asked)
        assert window.locator("h1").count() == 1
        for image in window.locator("img").all():
            assert image.evaluate("image => image.complete && image.naturalWidth > 0")
            assert len(image.get_attribute("alt").split()) >= 5
        window.context.close()


@pytest.mark.parametrize("article", ARTICLES)
def test_nothing_is_wider_than_a_phone(browser, reports, article):
    for page in pages_of(reports, article):
        window, _, _ = opened(browser, page, viewport={"width": 380, "height": 800})
        for box in window.locator(".layers input:enabled").all():
            box.check()
        assert window.evaluate("document.documentElement.scrollWidth") <= 380, page.name
        window.context.close()


@pytest.mark.parametrize("article", ARTICLES)
def test_no_table_has_to_be_moved_sideways(browser, reports, article):
    for page in pages_of(reports, article):
        window, _, _ = opened(browser, page)
        for width in (1280, 1000, 900, 760, 640, 380):
            window.set_viewport_size({"width": width, "height": 800})
            wider = window.locator(".table-scroll").evaluate_all(
                "boxes => boxes.filter(box => box.scrollWidth > box.clientWidth).map(box => box.getAttribute('aria-label'))")
            assert wider == [], f"{page.name} at {width}"
        window.context.close()


def test_a_phone_gets_pictures_drawn_for_it(browser, reports):
    for page in pages_of(reports, "kerry-lavrov"):
        window, _, _ = opened(browser, page, viewport={"width": 380, "height": 800}, device_scale_factor=2)
        for image in window.locator("figure img").all():
            assert "image/webp" in image.evaluate("image => image.currentSrc.slice(0, 20)")
            shown, drawn = image.evaluate("image => [image.width, image.naturalWidth]")
            assert 0.9 < shown / drawn < 1.1, "letters are as large as they were drawn"
        window.context.close()


@pytest.mark.parametrize("article", ARTICLES)
def test_layers_are_switched_by_keyboard_and_name_themselves(browser, reports, article):
    window, said, _ = opened(browser, reports / article / "article.html")
    shown = window.locator(".layers input:enabled")
    assert shown.count() or "German" in window.content() or article == "german-brief"
    for box in shown.all():
        layer = box.get_attribute("id").removeprefix("show-")
        label = window.locator(f".text .label.{layer}").first
        box.set_checked(False)
        assert not label.is_visible() and not window.locator(f"ul.legend.{layer}").is_visible()
        box.focus()
        window.keyboard.press("Space")
        assert box.is_checked() and label.is_visible() and window.locator(f"ul.legend.{layer}").is_visible()
        assert label.inner_text().strip()
    assert said == []
    window.context.close()


def test_furniture_is_folded_and_an_answer_leads_to_its_sentence(browser, reports):
    window, _, _ = opened(browser, reports / "kerry-lavrov" / "index.html")
    window.locator('a[href^="article.html#s"]').first.click()
    window.wait_for_url("**/article.html#s*")
    assert window.locator(".sentence:target").is_visible()
    furniture = window.locator(".text details.furniture")
    assert furniture.count() and not furniture.first.locator("p").first.is_visible()
    window.context.close()


def test_the_list_is_searched_by_title(browser, reports):
    window, said, _ = opened(browser, reports / "index.html")
    every = window.locator(".reports li:visible").count()
    window.locator("#search input").fill("LAVROV kerry")
    assert window.locator(".reports li:visible").all_inner_texts()[0].startswith("Kerry, Lavrov")
    assert window.locator(".reports li:visible").count() == 1 < every and said == []
    window.context.close()


def test_the_list_works_without_script(browser, reports):
    window, _, _ = opened(browser, reports / "index.html", java_script_enabled=False)
    assert window.locator(".reports a").count() >= 3 and not window.locator("#search").is_visible()
    window.context.close()


LUMINANCE = """() => {
  const luminance = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => { v /= 255;
    return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 }); return .2126 * r + .7152 * g + .0722 * b };
  const style = getComputedStyle(document.body);
  const [a, b] = [luminance(style.color), luminance(style.backgroundColor)];
  return {contrast: (Math.max(a, b) + .05) / (Math.min(a, b) + .05), dark: b < .2 } }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_readable_by_day_and_by_night(browser, reports, scheme):
    for page in pages_of(reports, "kerry-lavrov"):
        window, _, _ = opened(browser, page, color_scheme=scheme)
        seen = window.evaluate(LUMINANCE)
        assert seen["dark"] == (scheme == "dark") and seen["contrast"] >= 7, page.name
        window.context.close()


def test_pages_print(browser, reports):
    for page in pages_of(reports, "kerry-lavrov"):
        window, _, _ = opened(browser, page)
        window.emulate_media(media="print")
        assert not window.locator("header nav").is_visible()
        assert window.pdf(format="A4").startswith(b"%PDF")
        window.context.close()


def printed(window):
    """The words of each page as Chromium prints it."""
    return [" ".join(page.get_textpage().get_text_bounded().split())
            for page in pypdfium2.PdfDocument(window.pdf(format="A4", prefer_css_page_size=True))]


@pytest.mark.parametrize("article", ARTICLES)
def test_on_paper_how_it_was_made_stands_at_the_head_and_no_page_is_a_footer(browser, reports, article):
    for page in pages_of(reports, article):
        window, _, _ = opened(browser, page)
        papers = printed(window)
        assert "Made from" in papers[0] and "To make it again" in papers[0], page.name
        assert not any("To make it again" in paper for paper in papers[1:]), page.name
        assert all(len(paper.split()) >= 20 for paper in papers), page.name
        assert f"{len(papers)} / {len(papers)}" in papers[-1], "pages are numbered"
        window.context.close()


def test_on_paper_a_summary_takes_two_pages_and_a_comparison_begins_with_its_picture(browser, reports):
    window, _, _ = opened(browser, reports / "kerry-lavrov" / "index.html")
    assert len(printed(window)) == 2
    window.goto((reports / "compare" / "index.html").as_uri())
    window.emulate_media(media="print")
    first, second = printed(window)[:2]
    assert "How do they compare?" in first and "How do they compare?" not in second
    window.context.close()


def test_on_paper_a_long_table_is_its_first_rows_and_says_where_the_rest_is(browser, reports):
    window, _, _ = opened(browser, reports / "kerry-lavrov" / "01_readability.html")
    text = " ".join(printed(window))
    assert "8 more rows are in sentences.csv." in text and "wariness 2.21" in text      # the rarest of the unfamiliar words
    assert "Show the other" not in text and "agreement 4.88" not in text                  # one far down the list
    window.context.close()


def test_accessibility_has_nothing_serious(browser, reports):
    from axe_playwright_python.sync_playwright import Axe
    for page in [*pages_of(reports, "kerry-lavrov"), reports / "index.html"]:
        for scheme in ("light", "dark"):
            window, _, _ = opened(browser, page, color_scheme=scheme)
            for box in window.locator(".layers input:enabled").all():
                box.check()
            found = Axe().run(window).response["violations"]
            serious = [(rule["id"], rule["nodes"][0]["html"][:120])
                       for rule in found if rule["impact"] in ("serious", "critical")]
            assert serious == [], f"{page.name} in {scheme}"
            window.context.close()
