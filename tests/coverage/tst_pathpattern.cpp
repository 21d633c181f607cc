// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/pathpattern.h"
#include "tests/coverage/coverageoracle.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Nightkeep;

namespace {

QByteArray randomText(QRandomGenerator &random, const QByteArrayList &parts, int most)
{
    QByteArray text;
    for (int i = random.bounded(1, most + 1); i > 0; --i)
        text += parts.at(random.bounded(int(parts.size())));
    return text;
}

} // namespace

class TstPathPattern : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void agreesWithTheOracle();
    void examplesMatch();
    void endsSoonWhateverIsWritten();
};

void TstPathPattern::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const QByteArray &pattern, const QByteArray &path, bool expected) {
        QTest::newRow(name) << pattern << path << expected;
    };
    row("itself", "/a/b", "/a/b", true);
    row("longer", "/a/b", "/a/b/c", false);
    row("shorter", "/a/b", "/a", false);
    row("root", "/", "/", true);
    row("star in one component", "/a/*", "/a/b", true);
    row("star crosses no slash", "/a/*", "/a/b/c", false);
    row("star takes nothing", "/a*", "/a", true);
    row("star is not a missing component", "/a/*", "/a", false);
    row("stars", "/*x*y*", "/1x2x3y4", true);
    row("star after a false start", "/*ab", "/aab", true);
    row("question mark", "/a?c", "/abc", true);
    row("question mark needs a byte", "/a?", "/a", false);
    row("set", "/[abc]", "/b", true);
    row("set without it", "/[abc]", "/d", false);
    row("range", "/file[0-9]", "/file7", true);
    row("outside the range", "/file[0-9]", "/filex", false);
    row("closing bracket in a set", "/[]]", "/]", true);
    row("escaped in a set", "/[\\]x]", "/]", true);
    row("set that is never closed", "/a[b", "/a[b", true);
    row("dots take no folder", "/a/.../b", "/a/b", true);
    row("dots take several", "/a/.../b", "/a/x/y/b", true);
    row("dots in front", "/.../b", "/b", true);
    row("dots twice", "/.../a/.../b", "/x/a/y/z/b", true);
    row("dots at the end", "/a/...", "/a/x/y", true);
    row("dots in a name are a name", "/a/...b", "/a/x/b", false);
    row("dots go back", "/.../a/b", "/a/a/b", true);
    row("case", "/A", "/a", false);
    row("double quotes", "\"/a b/*\"", "/a b/c", true);
    row("single quotes", "'/a'", "/a", true);
    row("one quote is a name", "/'a", "/'a", true);
    row("spaces around it", "  /a  ", "/a", true);
    row("slashes doubled and at the end", "//a//b/", "/a/b", true);
    row("no slash in front: anywhere", "*.o", "/a/b/x.o", true);
    row("bytes that are no text", "/a\xff*", "/a\xff\xfe", true);
    row("newline in a name", "/a*", "/a\nb", true);
    row("a backslash is itself", "/a\\*", "/a\\b", true);
}

void TstPathPattern::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QFETCH(bool, expected);
    QCOMPARE(PathPattern(pattern).matches(path), expected);
}

void TstPathPattern::agreesWithTheOracle()
{
    QRandomGenerator random(77);
    const QByteArrayList patternParts {"a", "b", "*", "?", "[ab]", "[b-d]", "/", "/", "/.../", "c"};
    const QByteArrayList pathParts {"a", "b", "c", "d", "/", "/", "aa"};
    int matched = 0;
    constexpr int Cases = 50000;
    for (int i = 0; i < Cases; ++i) {
        const QByteArray pattern = '/' + randomText(random, patternParts, 8);
        const QByteArray path = '/' + randomText(random, pathParts, 8);
        const bool expected = CoverageOracle::pathMatches(pattern.toStdString(), path.toStdString());
        QVERIFY2(PathPattern(pattern).matches(path) == expected, (pattern + "  " + path).constData());
        matched += expected ? 1 : 0;
    }
    qInfo("%d patterns and paths, %d match", Cases, matched);
    QVERIFY(matched > 1000);
}

void TstPathPattern::examplesMatch()
{
    QRandomGenerator random(78);
    const QByteArrayList patternParts {"a", "b", "*", "?", "[ab]", "/", "/", "/.../", "c"};
    int examples = 0;
    for (int i = 0; i < 5000; ++i) {
        const QByteArray text = '/' + randomText(random, patternParts, 6);
        const PathPattern pattern(text);
        const QList<QByteArray> folder = pathComponents(random.bounded(2) == 0 ? QByteArray("/a") : QByteArray("/a/b"));
        for (const QList<QByteArray> &below : pattern.examplesBelow(folder, "\x01x\x02", 3)) {
            ++examples;
            QVERIFY2(pattern.matches(folder + below), text.constData());
        }
    }
    QVERIFY(examples > 1000);
}

void TstPathPattern::endsSoonWhateverIsWritten()
{
    const QByteArray stars = '/' + QByteArray("*a").repeated(200) + 'b';
    QVERIFY(!PathPattern(stars).matches('/' + QByteArray(5000, 'a')));
    const QByteArray dots = QByteArray("/.../a").repeated(100) + "/b";
    QVERIFY(!PathPattern(dots).matches(QByteArray("/a").repeated(400)));
    const QByteArray sets = QByteArray("/.../[ab]").repeated(12);
    const qsizetype examples = PathPattern(sets).examplesBelow({"a", "b"}, "x", 3).size();
    QVERIFY2(examples > 0 && examples < 10000, QByteArray::number(examples).constData());
}

NIGHTKEEP_TEST(TstPathPattern, unit, Core)
#include "tst_pathpattern.moc"
