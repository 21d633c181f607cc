// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletionlist.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <tuple>

using namespace Nightkeep;

namespace {

SiteBackups deletionListSite()
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    const QList<std::tuple<qint64, const char *, qint64, const char *>> courses {
        {12, "CHEM", 3, "Science"},
        {13, "BIOL", 4, "Science / Biology"},
        {14, "biol", 5, "Science / Biology / First year"},
        {15, "12", 6, "Arts / First year"},
        {16, "A, B", 7, "Sciences"},
        {17, "LAW", 0, ""},
        {18, "LOST", 8, ""},
    };
    for (const auto &[id, name, category, path] : courses) {
        CourseState course = MadeCourses::course(id, QString::fromLatin1(name));
        course.category = category;
        course.categoryName = QString::fromLatin1(path);
        reading.courses.append(course);
    }
    return joinBackups(MadeCourses::site(), reading, MadeCourses::now());
}

/// "12 13 ?what !several": numbers, what names none, what names several.
QString deletionListNames(const DeletionList &list)
{
    const SiteBackups site = deletionListSite();
    const Result<ListedCourses> listed = listedCourses(list, site);
    if (!listed)
        return nameOf(listed.error().kind);
    QStringList words;
    for (const CourseBackups *course : listed->courses)
        words << QString::number(course->course.id);
    for (const ListedCourses::Unclear &unclear : listed->unclear)
        words << (unclear.isOfSeveral ? u'!' : u'?') + unclear.text;
    return words.join(u' ');
}

} // namespace

/// A list of courses that are to be deleted: how it is read, and whom it names.
class TstDeletionList : public QObject
{
    Q_OBJECT

private slots:
    void lines_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("lines");
        const auto row = [](const char *name, const QByteArray &bytes, const QString &lines) {
            QTest::newRow(name) << bytes << lines;
        };
        row("nothing", "", QString());
        row("lines", "12\nBIOL\n", QStringLiteral("12|BIOL"));
        row("of Windows, with a mark",
            "\xef\xbb\xbf"
            "12\r\nBIOL\r\n",
            QStringLiteral("12|BIOL"));
        row("comments and spaces", "# old ones\n\n  12 \n\t# more\nBIOL", QStringLiteral("12|BIOL"));
        row("other letters", "M\xc3\xbcll", QStringLiteral("M\u00fcll"));
        row("no UTF-8", "M\xfcll", QStringLiteral("badInput"));
        row("a NUL", QByteArray("1\0002", 3), QStringLiteral("badInput"));
        row("of two bytes a letter",
            QByteArray("\xff\xfe"
                       "1\0",
                       4),
            QStringLiteral("badInput"));
        row("a long line", QByteArray(2001, 'x'), QStringLiteral("badInput"));
        row("many lines", QByteArray("1\n").repeated(50'001), QStringLiteral("badInput"));
        row("large", QByteArray(4 * 1024 * 1024 + 1, '#'), QStringLiteral("badInput"));
    }
    void lines()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, lines);
        const Result<QStringList> read = parseDeletionList(bytes);
        QCOMPARE(read ? read->join(u'|') : nameOf(read.error().kind), lines);
    }

    void words_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *word, const char *named) {
            QTest::newRow(word) << QString::fromLatin1(word) << QString::fromLatin1(named);
        };
        row("12", "12 15"); // a number, and another's short name
        row("chem", "12");
        row("BIOL", "13 14");
        row("A, B", "16");
        row("12,13", "?12,13"); // only a line has columns
        row("99", "?99");
        row("CHEM ", "12");
    }
    void words()
    {
        QFETCH(QString, word);
        QFETCH(QString, named);
        QCOMPARE(deletionListNames({{word, word}, {}, {}}), named); // each once
    }

    void columns_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *line, const char *named) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(named);
        };
        row("CHEM", "12");
        row("CHEM,Chemistry,2008", "12");
        row("CHEM;Chemistry", "12");
        row("CHEM\tChemistry", "12");
        row("13,biol", "13"); // the same course twice
        row("\"A, B\",Letters", "16");
        row("\"CHEM\"", "12");
        row("A, B", "16"); // as it stands
        row("'CHEM,formula", "12"); // as tables are saved
        row("CHEM,LAW", "!CHEM,LAW");
        row("13;17", "!13;17");
        row("13;17;", "!13;17;");
        row("13;17;99", "!13;17;99"); // nothing but numbers, one of them of nobody
        row("CHEM,LAW,old", "!CHEM,LAW,old");
        row("13,17,Biology", "13"); // a count
        row("99,CHEM", "?99,CHEM");
        row(",CHEM", "?,CHEM");
        row("\"CHEM", "12");
    }
    void columns()
    {
        QFETCH(QString, line);
        QFETCH(QString, named);
        QCOMPARE(deletionListNames({{}, {QStringLiteral("17"), line}, {}}), QStringLiteral("17 ") + named);
    }

    void aHeadingIsNoCourse()
    {
        QCOMPARE(deletionListNames({{}, {QStringLiteral("id,shortname"), QStringLiteral("17,LAW")}, {}}),
                 QStringLiteral("17"));
        QCOMPARE(deletionListNames({{}, {QStringLiteral("Short name"), QStringLiteral("LAW")}, {}}),
                 QStringLiteral("17"));
        QCOMPARE(deletionListNames({{}, {QStringLiteral("LAW"), QStringLiteral("id")}, {}}), QStringLiteral("17 ?id"));
    }

    void categories_data()
    {
        QTest::addColumn<QString>("category");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *category, const char *named) {
            QTest::newRow(category) << QString::fromLatin1(category) << QString::fromLatin1(named);
        };
        row("Science", "12 13 14"); // and not Sciences
        row("3", "12 13 14");
        row("4", "13 14");
        row("biology", "13 14");
        row("Science / Biology / First year", "14");
        row("First year", "badInput"); // there are two
        row("Arts", "15"); // no course is in it itself
        row("Nowhere", "badInput");
        row("0", "badInput");
        row("8", "badInput"); // nobody knows what is below it
        row("99", "badInput");
        row("", "badInput"); // then the list names nothing
    }
    void categories()
    {
        QFETCH(QString, category);
        QFETCH(QString, named);
        QCOMPARE(deletionListNames({{}, {}, category}), named);
    }

    void allThreeTogether()
    {
        QCOMPARE(deletionListNames({{QStringLiteral("13")}, {QStringLiteral("CHEM,x")}, QStringLiteral("Science")}),
                 QStringLiteral("13 12 14"));
        QCOMPARE(deletionListNames({{}, {}, {}}), QStringLiteral("badInput"));
    }
};

NIGHTKEEP_TEST(TstDeletionList, unit, Core)
#include "tst_deletionlist.moc"
