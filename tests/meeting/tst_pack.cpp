// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/packchapters.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

Pack comparedPack(const QList<QList<PackCell>> &rows)
{
    Pack pack;
    pack.chapters << PackChapter {QStringLiteral("one"),
                                  QStringLiteral("One"),
                                  {PackTable {QStringLiteral("servers"),
                                              QStringLiteral("Servers"),
                                              {QStringLiteral("Name"), QStringLiteral("Folder"), QStringLiteral("Age")},
                                              rows,
                                              {}}}};
    return pack;
}

QList<PackCell> comparedRow(const QString &name, const QString &folder, const QString &age)
{
    PackCell told {age};
    told.isAge = true;
    return {PackCell {name}, PackCell {folder}, told};
}

const PackTable &packedRows(const Pack &pack)
{
    return std::get<PackTable>(pack.chapters.at(0).blocks.at(0));
}

/// "row/column" of each cell that is markedCells.
QStringList markedCells(const PackTable &table)
{
    QStringList marks;
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        for (qsizetype column = 0; column < table.rows.at(row).size(); ++column) {
            if (table.rows.at(row).at(column).isNew)
                marks << QStringLiteral("%1/%2").arg(row).arg(column);
        }
    }
    return marks;
}

} // namespace

class TstPack : public QObject
{
    Q_OBJECT

private:
    QList<QList<PackCell>> m_rows {
        comparedRow(QStringLiteral("a"), QStringLiteral("/data"), QStringLiteral("1 minute ago")),
        comparedRow(QStringLiteral("b"), QStringLiteral("/data"), QStringLiteral("1 minute ago")),
        comparedRow(QStringLiteral("b"), QStringLiteral("/srv"), QStringLiteral("1 minute ago"))};

private slots:
    void differencesAreMarked_data()
    {
        QTest::addColumn<int>("row"); // -1: a new one behind the others
        QTest::addColumn<int>("column"); // -1: the row goes
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("marks");
        QTest::addColumn<QString>("gone");
        QTest::newRow("nothing") << 0 << 1 << QStringLiteral("/data") << QString() << QString();
        QTest::newRow("a cell") << 0 << 1 << QStringLiteral("/home") << QStringLiteral("0/1") << QString();
        QTest::newRow("an age is no difference") << 1 << 2 << QStringLiteral("2 days ago") << QString() << QString();
        QTest::newRow("a row more") << -1 << 0 << QStringLiteral("c") << QStringLiteral("3/0") << QString();
        QTest::newRow("a row less") << 0 << -1 << QString() << QString() << QStringLiteral("Servers: a");
        QTest::newRow("of rows of one name the second cell tells")
            << 2 << 1 << QStringLiteral("/opt") << QStringLiteral("2/0") << QStringLiteral("Servers: b, /srv");
    }
    void differencesAreMarked()
    {
        QFETCH(int, row);
        QFETCH(int, column);
        QFETCH(QString, text);
        QFETCH(QString, marks);
        QFETCH(QString, gone);
        const PackSummary last = summaryOf(comparedPack(m_rows));
        QList<QList<PackCell>> rows = m_rows;
        if (row < 0)
            rows << comparedRow(text, QStringLiteral("/data"), {});
        else if (column < 0)
            rows.removeAt(row);
        else
            rows[row][column].text = text;
        Pack pack = comparedPack(rows);
        markDifferences(pack, last);
        QCOMPARE(markedCells(packedRows(pack)).join(u' '), marks);
        QCOMPARE(pack.chapters.size(), gone.isEmpty() ? 1 : 2);
        if (!gone.isEmpty())
            QCOMPARE(std::get<PackList>(pack.chapters.at(1).blocks.at(1)).lines, QStringList {gone});
    }

    void anotherStateIsADifference()
    {
        const PackSummary last = summaryOf(comparedPack(m_rows));
        QList<QList<PackCell>> rows = m_rows;
        rows[0][1].state = State::Bad;
        Pack pack = comparedPack(rows);
        markDifferences(pack, last);
        QCOMPARE(markedCells(packedRows(pack)), QStringList {QStringLiteral("0/1")});
    }

    /// An age becomes a date in time, and nothing has changed by that; what it means for us may have.
    void stateOfAnAgeAloneIsCompared_data()
    {
        QTest::addColumn<bool>("isAge"); // now; it was one
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("marks");
        QTest::newRow("older") << true << State::Good << QString();
        QTest::newRow("told as a date") << false << State::Good << QString();
        QTest::newRow("too old") << true << State::Bad << QStringLiteral("0/2");
        QTest::newRow("told as a date, too old") << false << State::Bad << QStringLiteral("0/2");
    }
    void stateOfAnAgeAloneIsCompared()
    {
        QFETCH(bool, isAge);
        QFETCH(State, state);
        QFETCH(QString, marks);
        QList<QList<PackCell>> rows = m_rows;
        rows[0][2].state = State::Good;
        const PackSummary last = summaryOf(comparedPack(rows));
        rows[0][2] = PackCell {QStringLiteral("on 11/3/08, 14:00"), state};
        rows[0][2].isAge = isAge;
        Pack pack = comparedPack(rows);
        markDifferences(pack, last);
        QCOMPARE(markedCells(packedRows(pack)).join(u' '), marks);
    }

    /// Else each earlier decision would be told as one that is no more.
    void tableOfNewsIsNotCompared()
    {
        Pack before = comparedPack(m_rows);
        std::get<PackTable>(before.chapters[0].blocks[0]).isCompared = false;
        QVERIFY(summaryOf(before).rows.isEmpty());
        Pack after = comparedPack({comparedRow(QStringLiteral("c"), QStringLiteral("/data"), {})});
        std::get<PackTable>(after.chapters[0].blocks[0]).isCompared = false;
        markDifferences(after, summaryOf(before));
        QCOMPARE(after.chapters.size(), 1);
        QVERIFY(markedCells(packedRows(after)).isEmpty());
    }

    /// Rules that would keep a promise make it not kept.
    void rulesAloneAreNotGood_data()
    {
        QTest::addColumn<PromiseAnswer>("answer");
        QTest::addColumn<bool>("good");
        QTest::newRow("kept") << PromiseAnswer::Kept << true;
        QTest::newRow("broken, as a backup failed") << PromiseAnswer::Broken << false;
        QTest::newRow("not seen") << PromiseAnswer::Undecidable << false;
    }
    void rulesAloneAreNotGood()
    {
        QFETCH(PromiseAnswer, answer);
        QFETCH(bool, good);
        RetentionView view;
        view.site.name = QStringLiteral("moodle");
        view.now = QDateTime(QDate(2008, 11, 3), QTime(12, 0), QTimeZone::utc());
        view.policy.course = CourseRules();
        view.policy.course->weekdays = QStringLiteral("1111111");
        view.policy.course->minuteOfDay = 3 * 60;
        view.policy.storage = StorageRules();
        view.promises << PromiseVerdict {promisesOfThePage().constFirst(), answer, {}};
        Estate estate;
        estate.reading.retention = QList<RetentionView> {view};
        const PackChapter chapter = whatIfChapter(estate, {});
        QCOMPARE(chapter.blocks.size(), 1);
        const auto &paragraph = std::get<PackParagraph>(chapter.blocks.constFirst());
        QVERIFY2(paragraph.text.startsWith(QStringLiteral("moodle: ")), qPrintable(paragraph.text));
        QCOMPARE(paragraph.state == State::Good, good);
    }

    void packHasItsChapters()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Result<Pack> pack = readPack(workspace, {});
        QVERIFY2(pack, pack ? "" : qPrintable(pack.error().message));
        QStringList keys;
        for (const PackChapter &chapter : pack->chapters) {
            keys << chapter.key;
            QVERIFY2(!chapter.blocks.isEmpty(), qPrintable(chapter.key));
            for (const PackBlock &block : chapter.blocks) {
                const auto *table = std::get_if<PackTable>(&block);
                if (!table)
                    continue;
                QVERIFY2(!table->rows.isEmpty() || !table->empty.isEmpty(), qPrintable(table->key));
                for (const QList<PackCell> &row : table->rows)
                    QCOMPARE(row.size(), table->headings.size());
            }
        }
        QCOMPARE(keys.join(u' '),
                 QStringLiteral("summary matrix coverage settings courses archives promises whatif agenda decisions"));
        // The sentence of the overview comes first, with its state.
        const Estate estate = readEstate(workspace);
        const auto &first = std::get<PackParagraph>(pack->chapters.at(0).blocks.at(0));
        QCOMPARE(first.text, overviewSentence(estate, estate.reading.now));
        QCOMPARE(first.state, std::optional(overviewState(estate)));
        const auto &matrix = std::get<PackTable>(pack->chapters.at(1).blocks.at(1));
        QCOMPARE(matrix.rows.size(), 4);
        QVERIFY(matrix.rows.at(0).at(0).text.startsWith(QStringLiteral("moodle-a")));
    }

    /// A row "Running", "0" says nothing to a meeting.
    void moodlesOwnBookkeepingIsLeftOut()
    {
        SettingsView view;
        view.site.name = QStringLiteral("moodle");
        view.readAt = QDateTime(QDate(2008, 11, 3), QTime(12, 0), QTimeZone::utc());
        for (const auto &[title, group] :
             {std::pair {"Schedule", OptionGroup::Schedule}, {"Mark", OptionGroup::Internal}}) {
            SettingRow row;
            row.option.title = QLatin1String(title);
            row.option.name = row.option.title.toLower();
            row.option.group = group;
            view.rows << row;
        }
        Estate estate;
        estate.reading.now = view.readAt;
        estate.reading.sites = QList<SettingsView> {view};
        const PackChapter chapter = settingsChapter(estate);
        const auto &table = std::get<PackTable>(chapter.blocks.at(1));
        QCOMPARE(table.rows.size(), 1);
        QCOMPARE(table.rows.at(0).at(0).text, QStringLiteral("Schedule"));
        QCOMPARE(chapter.blocks.size(), 2); // nor is it told as one more
    }

    void archivesHaveTheirTermsPlacesAndProofs()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        ArchiveRecord summer = workspace.archiveStore.archiveRuns()->first();
        summer.run.request.term = QStringLiteral("2008-summer");
        QVERIFY(workspace.archiveStore.saveArchiveRun(summer));
        QVERIFY(workspace.archiveStore.replaceTerm(
            std::nullopt,
            Term {QStringLiteral("2008-summer"), QStringLiteral("Summer term 2008"), 2008, QDate(2008, 8, 24)}));
        const QDateTime now = workspace.time.now();
        HandOver handOver;
        handOver.run = summer.run.id;
        handOver.place = QStringLiteral("tsm");
        handOver.state = HandOverState::Confirmed;
        handOver.expiry = {Expiry::Kind::OnDay, QDate(2018, 9, 1)};
        handOver.confirmedAt = now.addDays(-3);
        QVERIFY(workspace.handOverStore.saveHandOver(handOver));
        handOver.place = QStringLiteral("vault");
        handOver.state = HandOverState::Deleted;
        handOver.deleted = ArchiveNote {QStringLiteral("ticket 4711"), QStringLiteral("jessica"), now.addDays(-1)};
        QVERIFY(workspace.handOverStore.saveHandOver(handOver));
        ArchiveVerification verification;
        verification.run = summer.run.id;
        verification.place = QStringLiteral("tsm");
        verification.at = now.addDays(-2);
        verification.outcome = ArchiveVerification::Outcome::Same;
        QVERIFY(workspace.catalogueStore.addVerification(verification));
        verification.at = now.addDays(-1);
        verification.outcome = ArchiveVerification::Outcome::Failed; // proves nothing
        QVERIFY(workspace.catalogueStore.addVerification(verification));
        RestoreDrill drill;
        drill.run = summer.run.id;
        drill.at = now.addDays(-10);
        drill.outcome = RestoreDrill::Outcome::Proven;
        QVERIFY(workspace.catalogueStore.addDrill(drill));

        const PackChapter chapter = archivesChapter(readEstate(workspace));
        QCOMPARE(chapter.blocks.size(), 4); // the answer, the runs, and these
        const auto &terms = std::get<PackTable>(chapter.blocks.at(2));
        QCOMPARE(terms.rows.size(), 1);
        QCOMPARE(terms.rows.at(0).at(0).text, QStringLiteral("2008-summer"));
        QCOMPARE(terms.rows.at(0).at(3).text, QStringLiteral("1"));
        const auto &copies = std::get<PackTable>(chapter.blocks.at(3));
        QCOMPARE(copies.rows.size(), 3);
        const auto text = [&copies](qsizetype row, qsizetype column) { return copies.rows.at(row).at(column).text; };
        QVERIFY2(text(0, 0).contains(QStringLiteral("moodle-a")), qPrintable(text(0, 0)));
        QCOMPARE(text(0, 4), QStringLiteral("never"));
        QCOMPARE(text(1, 0), QStringLiteral("moodle-2008-summer at tsm"));
        QCOMPARE(copies.rows.at(1).at(1).state, std::optional(State::Good));
        QCOMPARE(text(1, 2), QStringLiteral("2018-09-01"));
        QCOMPARE(text(1, 4), ageInWords(now.addDays(-2), now));
        QCOMPARE(text(1, 5), ageInWords(now.addDays(-10), now));
        QVERIFY(copies.rows.at(1).at(4).isAge);
        QVERIFY2(text(2, 1).contains(QStringLiteral("jessica")), qPrintable(text(2, 1)));
        QVERIFY(!copies.rows.at(2).at(1).state.has_value());
        QCOMPARE(text(2, 2), QString());
    }

    /// A heading is said once.
    void noTableRepeatsItsChaptersTitle()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Result<Pack> pack = readPack(workspace, {});
        QVERIFY(pack);
        for (const PackChapter &chapter : pack->chapters) {
            for (const PackBlock &block : chapter.blocks) {
                if (const auto *table = std::get_if<PackTable>(&block))
                    QVERIFY2(table->caption != chapter.title, qPrintable(table->key));
            }
        }
    }

    void whatIsTheSameIsNotMarked()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Result<Pack> before = readPack(workspace, {});
        QVERIFY(before);
        QVERIFY(workspace.meeting().keepPack(*before));
        const Result<Pack> after = readPack(workspace, {});
        QVERIFY(after);
        QCOMPARE(after->chapters.size(), before->chapters.size());
        for (const PackChapter &chapter : after->chapters) {
            for (const PackBlock &block : chapter.blocks) {
                if (const auto *table = std::get_if<PackTable>(&block))
                    QVERIFY2(markedCells(*table).isEmpty(), qPrintable(table->key));
            }
        }
    }

    /// Else each pack would be all marks.
    void whatTellsAnAgeIsKnown()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Result<Pack> pack = readPack(workspace, {});
        QVERIFY(pack);
        int ages = 0;
        for (const qsizetype chapter : {1, 2}) {
            const auto &table = std::get<PackTable>(pack->chapters.at(chapter).blocks.at(1));
            for (const QList<PackCell> &row : table.rows) {
                for (const PackCell &cell : row) {
                    const bool tells = cell.text.contains(QStringLiteral("minutes ago"));
                    ages += tells ? 1 : 0;
                    QVERIFY2(!tells || cell.isAge, qPrintable(cell.text));
                }
            }
        }
        QVERIFY(ages > 0);
    }

    void nothingThatNobodyLookedAtIsGood()
    {
        FakeWorkspace workspace;
        const Result<Pack> pack = readPack(workspace, {});
        QVERIFY(pack);
        for (const PackChapter &chapter : pack->chapters) {
            for (const PackBlock &block : chapter.blocks) {
                if (const auto *paragraph = std::get_if<PackParagraph>(&block))
                    QVERIFY2(paragraph->state != State::Good, qPrintable(paragraph->text));
                const auto *table = std::get_if<PackTable>(&block);
                for (const QList<PackCell> &row : table ? table->rows : QList<QList<PackCell>>()) {
                    for (const PackCell &cell : row)
                        QVERIFY2(cell.state != State::Good, qPrintable(table->key + cell.text));
                }
            }
        }
    }

    void cancelledIsCancelled()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const CancelToken cancel;
        cancel.cancel();
        const Result<Pack> pack = readPack(workspace, cancel);
        QVERIFY(!pack);
        QCOMPARE(pack.error().kind, ErrorKind::Cancelled);
    }

    void whatCannotBeReadMakesNoPack()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        workspace.serverStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("The rows are torn.")});
        const Result<Pack> pack = readPack(workspace, {});
        QVERIFY(!pack);
        QCOMPARE(pack.error().kind, ErrorKind::Damaged);
    }
};

NIGHTKEEP_TEST(TstPack, meeting, Core)
#include "tst_pack.moc"
