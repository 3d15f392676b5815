"""The case files: paragraphs of lines that tell a source, a target and what the checks find."""

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.check import Name, Pair
from pipeline.language import Lang

FOLDER = Path(__file__).parent / "cases"
REPAIRS = FOLDER / "repairs.txt"


@dataclass(slots=True)
class Case:
    """One paragraph of a case file."""

    title: str
    place: str
    texts: list[tuple[Lang, str]] = field(default_factory=list)
    """Source, then target."""
    extras: dict[str, list[str]] = field(default_factory=dict)
    expected: tuple[str, ...] = ()
    repaired: str = ""

    @property
    def pair(self) -> Pair:
        (source_lang, source), (target_lang, target) = self.texts
        score, _, bound = self.extras.get("score", [""])[0].partition("<")
        return Pair(
            source,
            target,
            source_lang,
            target_lang,
            names=tuple(map(_name, self.extras.get("names", []))),
            verbatim=tuple(self.extras.get("verbatim", [])),
            score=float(score) if score else None,
            bound=float(bound) if bound else None,
            second=self.extras.get("second", [""])[0],
            unknown=tuple(self.extras.get("unknown", [])),
        )


def cases(path: Path) -> list[Case]:
    paragraphs: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            paragraphs.append([])
        elif not line.startswith("#"):
            paragraphs[-1].append((number, line))
    return [_case(path, paragraph) for paragraph in paragraphs if paragraph]


def _case(path: Path, paragraph: list[tuple[int, str]]) -> Case:
    number, title = paragraph[0]
    case = Case(title, f"{path.name}:{number}")
    for _, line in paragraph[1:]:
        if line.startswith("=> "):
            case.repaired = line[3:]
        elif line.startswith("= "):
            case.expected = tuple(code.strip() for code in line[2:].split(",") if code.strip() != "ok")
        else:
            key, _, value = line.partition(">")
            if key in {"names", "score", "second", "unknown", "verbatim"}:
                case.extras.setdefault(key, []).append(value.strip())
            else:
                case.texts.append((Lang.parse(key), value.strip()))
    return case


def _name(text: str) -> Name:
    source, _, forms = text.partition("=")
    return Name(source.strip(), tuple(form.strip() for form in forms.split("|") if form.strip()))
