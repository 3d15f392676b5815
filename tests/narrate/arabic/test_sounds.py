"""Vowelled words and sentences -> their sounds."""

import pytest
from hypothesis import given

from pipeline.narrate.arabic.letters import SHADDA, bare, letters
from pipeline.narrate.arabic.mend import mended
from pipeline.narrate.arabic.respell import respelled, spelled
from pipeline.narrate.arabic.sounds import sounds
from pipeline.narrate.arabic.speech import words_of
from tests.narrate.arabic.test_vowel import TEXTS


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("كَتَبَ", "kataba"),
        ("كَاتِبٌ", "kātibun"),
        ("كَتَبُوا", "katabū"),
        ("رَمَوْا", "ramaw"),
        ("يَوْمٍ", "yawmin"),
        ("بَيْتُ", "baytu"),
        ("قُوَّةَ", "quwwata"),
        ("عَرَبِيٌّ", "ʿarabiyyun"),
        ("صُوَرًا", "ṣuwaran"),
        ("صُوَرَاً", "ṣuwaran"),
        ("وَطَناً", "waṭanan"),
        ("وَطَنًا", "waṭanan"),
        ("فَتًى", "fatan"),
        ("عَلَى", "ʿalā"),
        ("قُرْآنٌ", "qurʔānun"),
        ("سُئِلَ", "suʔila"),
        ("رَأْسٌ", "raʔsun"),
        ("الْقَمَرُ", "~lqamaru"),
        ("الشَّمْسُ", "~ššamsu"),
        ("وَالشَّمْسُ", "waššamsu"),
        ("بِالشَّمْسِ", "biššamsi"),
        ("لِلشَّمْسِ", "liššamsi"),
        ("لِلْقَمَرِ", "lilqamari"),
        ("وَالِدٌ", "wālidun"),
        ("وَالِاسْمُ", "walismu"),
        ("كَافَّةً", "kāffatan"),
        ("وَاتَّفَقَ", "wattafaqa"),
        ("وَالَّذِي", "wallaḏī"),
        ("انْدِلَاعٌ", "~ndilāʿun"),
        ("هَذَا", "hāḏā"),
        ("وَلِهَذَا", "walihāḏā"),
        ("لَكِنَّ", "lākinna"),
        ("اللَّهِ", "~llāhi"),
        ("لِلَّهِ", "lillāhi"),
        ("أُولَئِكَ", "ʔulāʔika"),
        ("مِائَةٌ", "miʔatun"),
        ("عَمْرٌو", "ʿamrun"),
        ("دَاوُدُ", "dāwūdu"),
        ("كُومِنْز", "kūminz"),
        ("الْكِتَـــابُ", "~lkitābu"),
        ("لَّهُ", "lahu"),
        ("الِاثْنَيْنِ", "~liṯnayni"),
        ("الْاثْنَيْنِ", "~liṯnayni"),
    ],
)
def test_a_word(word: str, heard: str) -> None:
    assert sounds(letters(word)) == heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("فِي الْبَيْتِ", "fil bayt"),
        ("فِي الشَّمْسِ، هُنَا", "fiš šams hunā"),
        ("كَتَبَ الدَّرْسَ.", "katabad dars"),
        ("الدَّرْسُ طَوِيلٌ", "ʔaddarsu ṭawīl"),
        ("مِنْ الْبَيْتِ", "minal bayt"),
        ("عَنْ الْبَيْتِ", "ʿanil bayt"),
        ("هُمْ الَّذِينَ", "humul laḏīn"),
        ("رَأَوْا الْبَيْتَ", "raʔawul bayt"),
        ("رَجُلٌ اسْمُهُ", "raǧulunis muh"),
        ("عَلَى انْدِلَاعِ الْحَرْبِ", "ʿalan dilāʿil ḥarb"),
        ("بَعْدَ الِاجْتِمَاعِ", "baʿda liǧtimāʿ"),
        ("اكْتُشِفَ. ابْنُهُ. اجْلِسْ. الْآنَ", "ʔuktušif ʔibnuh ʔiǧlis ʔalʔān"),
        ('قَالَ: "الْبَيْتُ"', "qāl ʔalbayt"),
        ('قَالَ "الْبَيْتُ لِي"', "qālal baytu lī"),
        ("مَدِينَةٌ كَبِيرَةٌ", "madīnatun kabīra"),
        ("حَيَاةً، مَاءً، صُوَرًا، فَتًى", "ḥayāh māʔā ṣuwarā fatā"),
        ("عَرَبِيٌّ. عَدُوٌّ. بَقِيَ. هِيَ", "ʿarabī ʿadū baqī hiya"),
        ("مُهِمٌّ", "muhimm"),
        ("شُكْرًا لَكَ", "šukran lak"),
    ],
)
def test_a_sentence(text: str, heard: str) -> None:
    """Before a pause vowels fall; clusters are carried over to the word before, or get their own vowel."""
    assert " ".join(word.heard for word in words_of(text)) == heard


@pytest.mark.parametrize(
    ("heard", "letters_and_signs"),
    [
        ("ʔassallama", "أَسَّلَّمَ"),
        ("quwwa", "قُـوْوَ"),
        ("ʔinna", "إِنَّ"),
        ("ʔāḫar", "آخَرْ"),
        ("hāḏā", "هَاذَا"),
        ("ṣuwarun", "صُـوَرُنْ"),
        ("dawliyyi", "دَوْلِـيْيْـِ"),
    ],
)
def test_spelled_for_the_voice(heard: str, letters_and_signs: str) -> None:
    """Shadda stands before the vowel here: the usual order loses the vowel."""
    ordered = letters_and_signs
    for vowel in "\u064e\u064f\u0650":
        ordered = ordered.replace(vowel + SHADDA, SHADDA + vowel)
    assert spelled(heard) == ordered


@given(text=TEXTS)
def test_pieces_tile_the_text(text: str) -> None:
    pieces = respelled(text)
    assert [piece.begin for piece in pieces] == [0, *(piece.end for piece in pieces)][: len(pieces)]
    assert not text or pieces[-1].end == len(text)


@given(text=TEXTS)
def test_words_stay_as_many(text: str) -> None:
    plain = text.replace("%", "")
    said = "".join(piece.said for piece in respelled(plain))
    assert len(said.split()) <= len(plain.split())


@given(text=TEXTS)
def test_what_has_no_vowels_is_left_to_the_voice(text: str) -> None:
    plain = bare(text).replace("ـ", "").replace("%", "").replace("/", "")
    assert "".join(piece.said for piece in respelled(plain)) == plain


@pytest.mark.parametrize(
    ("text", "said"),
    [("٥٠%", "٥٠ بِلْمِءَ"), ("هُوَ/هِيَ", "هُـوَ،هِـيْـَ"), ("ممـــتاز", "ممتاز")],
)
def test_what_the_voice_would_leave_out_or_misread(text: str, said: str) -> None:
    assert "".join(piece.said for piece in respelled(text)) == said


@pytest.mark.parametrize(
    ("said", "following", "wanted"),
    [
        ("إنَّ", "", "إِنَّ"),
        ("آَمِنٌ", "", "آمِنٌ"),
        ("مَدِينِةٌ", "", "مَدِينَةٌ"),
        ("مُبَارَاةِ", "", "مُبَارَاةِ"),
        ("يَعْرّفُ", "", "يُعَرِّفُ"),
        ("الْبَيْتٌ", "", "الْبَيْتُ"),
        ("كِتٌابُ", "", "كِتُابُ"),
        ("بِيَأسٍ", "", "بِيَأْسٍ"),
        ("يَتَخَلَّوا", "", "يَتَخَلَّوْا"),
        ("مِنْ", "ا", "مِنَ"),
        ("مَنْ", "ا", "مَنِ"),
        ("هُمْ", "ا", "هُمُ"),
        ("قَدْ", "ا", "قَدِ"),
        ("قَدْ", "ك", "قَدْ"),
        ("حَلَبٍ", "", "حَلَبَ"),
        ("حَلَبٌ", "", "حَلَبُ"),
        ("وَحَلْبِ", "", "وَحَلَبَ"),
        ("مَهْمًا", "", "مَهْمَا"),
        ("عَلّم", "", "عَلَّم"),
        ("أِحْيَاءَ", "", "أَحْيَاءَ"),
        ("مَلْجَأِ", "", "مَلْجَأِ"),
        ("الْاثْنَيْنِ", "", "الِاثْنَيْنِ"),
        ("وَأَحَدٍ", "عشر", "وَأَحَدَ"),
        ("خَمْسَةِ", "عشر", "خَمْسَةَ"),
        ("خَمْسَةِ", "رجال", "خَمْسَةِ"),
        ("اثْنَيْ", "عشر", "اثْنَيْ"),
        ("ثَلَاثِ", "عشرة", "ثَلَاثَ"),
        ("الجَابِرِيِّ", "في", "الْجَابِرِيِّ"),
        ("لَبَّيْ", "", "لَبَّيْ"),
    ],
)
def test_what_cannot_be_is_mended(said: str, following: str, wanted: str) -> None:
    assert mended(letters(said), following) == letters(wanted)


@pytest.mark.parametrize(
    ("before", "wanted"), [("وخمسة", "عَشَرَ"), ("اثنا", "عَشَرَ"), ("خمس", "عَشْرِ"), ("", "عَشْرِ")]
)
def test_ten_after_a_unit(before: str, wanted: str) -> None:
    assert mended(letters("عَشْرِ"), before=before) == letters(wanted)
