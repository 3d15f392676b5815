"""What stands beside an article: where, in which words, in which order."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import annotate
from pipeline.model import Announced, Article, Block, BlockKind, Edition, Target
from pipeline.narrate.script import in_order
from pipeline.outline import figures, starts_figure
from pipeline.segment import split
from tests.render.samples import AR, EN, PT, failed, lighthouse

FIGURE: tuple[BlockKind, ...] = ("alt", "caption", "credit")


def noted(*blocks: Block) -> list[tuple[str, str, int]]:
    (edition,) = annotate([Edition(Article("a", "a", EN, blocks), EN)])
    return [(note.id, note.kind, note.block) for note in edition.notes]


def test_the_sample_in_both_directions() -> None:
    assert [(note.kind, note.text) for note in lighthouse(PT).notes] == [
        ("date", "sexta-feira, 3 de maio de 2024 09:05 (Horário Padrão da Índia)"),
        ("notice", "Este texto foi traduzido automaticamente por echo. Não foi revisado por uma pessoa."),
        ("absent", "A imagem não faz parte deste texto."),
        ("announced", "No original, havia um vídeo aqui. Ele não faz parte deste texto."),
    ]
    assert [note.text for note in lighthouse(AR).notes][-2:] == [
        "الصورة ليست جزءًا من هذا النص.",
        "ظهر هنا في النص الأصلي مقطع فيديو، وهو ليس جزءًا من هذا النص.",
    ]


def test_the_source_edition_has_no_notice() -> None:
    assert [note.kind for note in lighthouse(EN).notes] == ["date", "absent", "announced"]


def test_a_failed_edition_passes_through() -> None:
    assert annotate([failed(PT)]) == (failed(PT),)


def test_what_a_figure_announces_comes_after_all_of_it_and_is_said_once() -> None:
    blocks = [Block(kind, "x", announces="photos") for kind in FIGURE]
    assert noted(*blocks, Block("paragraph", "x")) == [("n1", "absent", 0), ("n2", "announced", 2)]


def test_a_program_is_told_and_neither_translated_nor_spoken() -> None:
    blocks = (
        Block("paragraph", "Run it."),
        Block("code", "if a:\n    b  = c.d. E = 1"),
        Block("paragraph", "Done."),
    )
    (edition,) = annotate(split([Edition(Article("a", "a", EN, blocks), EN)]))
    assert [segment.text for segment in edition.segments][1] == blocks[1].text
    targets = tuple(Target(each.id, each.text, "source", EN) for each in edition.segments)
    spoken = [part.text for part in in_order(edition.but(targets=targets))]
    told = [note.text for note in edition.notes if note.kind == "code"]
    assert told == ["A piece of code is shown here."]
    assert spoken == ["Run it.", *told, "Done."]


def test_two_figures_stand_apart() -> None:
    assert noted(Block("caption", "x"), Block("caption", "y")) == [("n1", "absent", 0), ("n2", "absent", 1)]


def test_the_same_announced_twice_is_said_at_both_places() -> None:
    blocks = [Block("paragraph", "x", announces="post"), Block("paragraph", "y", announces="post")]
    assert noted(*blocks) == [("n1", "announced", 0), ("n2", "announced", 1)]


kinds = st.sampled_from(["title", "standfirst", "byline", "alt", "caption", "credit", "paragraph", "item"])


@given(st.lists(st.tuples(kinds, st.sampled_from(["", "video"])), max_size=12))
def test_notes_have_their_place_in_what_is_spoken(parts: list[tuple[BlockKind, Announced]]) -> None:
    blocks = tuple(
        Block(kind, f"Word {index}.", announces=announces) for index, (kind, announces) in enumerate(parts)
    )
    (edition,) = annotate(split([Edition(Article("a", "a", EN, blocks), EN)]))
    targets = [Target(each.id, each.text, "source", EN) for each in edition.segments]
    spoken = [part.id for part in in_order(edition.but(targets=tuple(targets)))]
    assert sorted(spoken) == sorted(edition.shown | {each.id: ("", EN) for each in edition.segments})
    assert [each for each in spoken if each.startswith("n")] == [note.id for note in edition.notes]
    body = [
        part
        for part in in_order(edition.but(targets=tuple(targets)))
        if part.block.kind not in ("title", "standfirst", "byline")
    ]
    assert [part.place for part in body] == sorted(part.place for part in body)


@given(st.lists(kinds, max_size=12))
def test_every_block_of_a_figure_is_in_one(found: list[BlockKind]) -> None:
    blocks = [Block(kind, "x") for kind in found]
    inside = [index for figure in figures(blocks) for index in figure]
    assert inside == [index for index, block in enumerate(blocks) if block.kind in FIGURE]
    for figure in figures(blocks):
        for index in figure[1:]:
            assert not starts_figure([blocks[at] for at in range(figure.start, index)], blocks[index])
