"""Characters outside a vocabulary: what stands in for them, and how they come back."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines.stand_ins import Alphabet, prepare
from pipeline.ports import Link
from pipeline.rewrite import Edit, Rewrite

KNOWN = frozenset(string.ascii_letters + string.digits + " !\"$%&'()*+,-./:;=?[]|áâãçéêíóôõú°")
ALPHABET = Alphabet(KNOWN, KNOWN, lambda text: unicodedata.normalize("NFKC", text))


def restored(source: str, target: str, links: tuple[Link, ...] = ()) -> str:
    return prepare(source, ALPHABET).restore(target, links).after


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("Plain text stays, even +5 and 30 °C.", "Plain text stays, even +5 and 30 °C."),
        ("“It’s a ‘test’…”", "\"It's a 'test'...\""),
        ("«Olá», disse.", '"Olá", disse.'),
        ("one – two", "one - two"),
        ("the war—which began—ended", "the war - which began - ended"),
        ("since 2011—and on", "since 2011 - and on"),
        ("1990–2000, Paris–Dakar, −5", "1990-2000, Paris-Dakar, -5"),
        ("from £5 to €6", "from +5 to +6"),
        ("£5 + £6", "*5 + *6"),
        ("@user and a@b.org", "+user and a+b.org"),
        ("Dvořák met Łukasz at Straße", "Dvorák met Lukasz at Strasse"),
        ("Rene\u0301e Dvor\u030cák", "Rene\u0301e Dvorák"),
        ("حلب الشهباء", "+ +"),
        ("👩‍🔬 and ❤️❤️", "+ and +"),
        ("10⁶ and 2m²", "10+ and 2m+"),
        ("so\u00adft and \u2067bidi\u2069", "soft and bidi"),
        ("a\x00b\x0bc", "ab c"),
        ("\ud800 lone", "+ lone"),
        ("ﬁne™", "ﬁne™"),  # the vocabulary itself reads these as `fi` and `TM`
    ],
)
def test_what_a_model_gets_to_read(text: str, prepared: str) -> None:
    assert prepare(text, ALPHABET).text == prepared


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # double quotes: the source's style, opening and closing by what is around them
        ("“We go,” he said.", '"Nós vamos", disse ele.', "“Nós vamos”, disse ele."),
        ('"We go," he said.', '"Nós vamos", disse ele.', '"Nós vamos", disse ele.'),
        ("The “siege”.", 'O "cerco".', "O “cerco”."),
        ("and so it ended.”", 'e assim acabou".', "e assim acabou”."),
        ("“And so it began.", '"E assim começou.', "“E assim começou."),
        ("“A” and “B”", '"A", "B" e "C"', "“A”, “B” e “C”"),
        ("“A (“B”)” –", '"A ("B")" -', "“A (“B”)” –"),
        ("«Sim», disse.", '"Yes," he said.', "«Yes,» he said."),
        ("He quoted it.", 'Ele "citou".', 'Ele "citou".'),
        ('“One” and "two"', '"Um" e "dois"', '“Um” e "dois"'),
        # single quotes and apostrophes
        ("‘Go!’ he said.", "'Vai!', disse.", "‘Vai!’, disse."),
        ("Assad’s glass of water", "copo d'água de Assad", "copo d’água de Assad"),
        ("Assad's glass of water", "copo d'água de Assad", "copo d'água de Assad"),
        ("A glass of water", "Um copo d'água", "Um copo d'água"),
        ("‘Sim’, nos anos 90", "'Yes', in the '90s", "‘Yes’, in the ’90s"),
        ("“I said ‘go’,” he said.", "\"Eu disse 'vai'\", disse.", "“Eu disse ‘vai’”, disse."),
        ("“‘Go’ is all”", "\"'Vai' é tudo\"", "“‘Vai’ é tudo”"),
        # dashes, ranges, dots
        ("A – B", "A - B", "A – B"),
        ("A - B – C", "A - B - C", "A - B – C"),
        ("A—B", "A - B", "A — B"),
        ("A – B", "A, quarta-feira", "A, quarta-feira"),
        ("1990–2000", "de 1990-2000", "de 1990–2000"),
        ("Wait…", "Espere...", "Espere…"),
        ("Wait...", "Espere...", "Espere..."),
        # signs and words
        ("£5 and €6", "+5 e +6", "£5 e €6"),
        ("£5 or £6", "+5 (+6) ou +7", "£5 (£6) ou £7"),
        ("£5", "5 libras", "5 libras"),
        ("Dvořák and Müller", "Dvorák e os Mullers", "Dvořák e os Mullers"),
        ("Muller and +5", "Muller e +5", "Muller e +5"),
    ],
)
def test_what_comes_back(source: str, target: str, expected: str) -> None:
    assert restored(source, target) == expected


def test_where_a_sign_was_lost_the_alignment_tells_which() -> None:
    links = (Link(3, 4, 0, 1), Link(0, 1, 2, 3))
    assert restored("£, €, ₹", "+ +", links) == "€ £"


texts = st.text(alphabet=st.characters(), max_size=40)


@given(texts)
def test_any_text_can_be_prepared_and_nothing_unknown_is_left(text: str) -> None:
    prepared = prepare(text, ALPHABET)
    assert all(
        ALPHABET.reads(character) for character in prepared.text if not unicodedata.combining(character)
    )
    assert prepared.restore(prepared.text, ()).before == prepared.text


sentences = st.lists(
    st.sampled_from(
        ["war", "“siege”", "“a long siege”", "‘no’", "Dvořák", "£5", "@user", "– so –", "it’s", "1990–2000",
         "😀", "“he said ‘no’ to us”", "end…", "حلب", "10⁶", "(“B”)"]
    ),
    min_size=1,
).map(" ".join)  # fmt: skip


@given(sentences)
def test_what_a_model_copies_comes_back_as_it_was(text: str) -> None:
    prepared = prepare(text, ALPHABET)
    assert prepared.restore(prepared.text, ()).after == text


@given(st.text("ab\"“”' ", max_size=30), st.text('ab" ', max_size=30))
def test_quotes_are_neither_lost_nor_moved(source: str, target: str) -> None:
    after = restored(source, target)
    assert [character in '"“”' for character in after] == [character == '"' for character in target]


edits = st.lists(
    st.tuples(st.integers(0, 9), st.text("xyz", max_size=3)), max_size=5, unique_by=lambda e: e[0]
)


@given(edits, st.integers(0, 20), st.integers(0, 20))
def test_positions_find_their_way_there_and_back(chosen: list[tuple[int, str]], one: int, other: int) -> None:
    """Every second character of twenty may be replaced."""
    before = "abcdefghijklmnopqrst"
    rewrite = Rewrite(before, [Edit(2 * at, 2 * at + 1, text) for at, text in chosen])
    begin, end = sorted((one, other))
    there = rewrite.forward(begin, end)
    back = rewrite.back(*there)
    assert 0 <= there[0] <= there[1] <= len(rewrite.after)
    kept = [at for at in range(begin, end) if at not in {2 * at for at, _ in chosen}]
    assert all(before[at] in rewrite.after[slice(*there)] for at in kept)
    assert all(back[0] <= at < back[1] for at in kept)
