// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsview.h"
#include "tests/courses/madecourses.h"
#include "tests/shell/windowfixture.h"
#include "tests/support/agreed.h"
#include "tests/support/testmain.h"
#include "widgets/common/workspacereader.h"
#include "widgets/shell/navigationlist.h"
#include "widgets/shell/tile.h"

#include <QRandomGenerator>
#include <QTimeZone>

#include <algorithm>
#include <utility>

using namespace Nightkeep;

namespace {

constexpr int Estates = 1000;

const QDateTime standingNoon(QDate(2008, 11, 29), QTime(12, 0), QTimeZone::utc());

ServerRow randomServer(QRandomGenerator &random, int number)
{
    ServerRow row;
    row.server.name = QStringLiteral("server-%1.example.org").arg(number);
    const int said = random.bounded(5);
    if (said > 2) {
        row.snapshot = ServerSnapshot();
        row.snapshot->takenAt = standingNoon.addDays(-random.bounded(10));
    }
    if (said == 2 || said == 3)
        row.failure = Error {random.bounded(4) == 0 ? ErrorKind::HostKeyChanged : ErrorKind::Unreachable,
                             QStringLiteral("It does not answer."), QStringLiteral("Look at it.")};
    const bool quiet = random.bounded(2) == 0;
    for (int folder = random.bounded(4); folder > 0; --folder) {
        CoverageRow coverage;
        coverage.server = row.server.name;
        coverage.folder = "/data/" + QByteArray::number(folder);
        coverage.wanted = random.bounded(3) > 0;
        coverage.evidence = row.snapshot ? Evidence::Observed : Evidence::Declared;
        coverage.state = quiet ? CoverageState::Covered : CoverageState(random.bounded(5));
        coverage.reason = QStringLiteral("So it is.");
        row.coverage << coverage;
        if (coverage.wanted)
            row.server.wanted << coverage.folder;
    }
    return row;
}

SettingsView randomSite(QRandomGenerator &random, int number)
{
    Site site;
    site.name = QStringLiteral("moodle-%1").arg(number);
    std::optional<SettingsSnapshot> snapshot;
    QHash<QString, AgreedSetting> agreed;
    if (random.bounded(3) > 0) {
        snapshot.emplace();
        snapshot->readAt = standingNoon.addDays(-random.bounded(40));
        for (const char *name : {"backup_sche_active", "backup_sche_users", "backup_sche_logs"}) {
            snapshot->config.values.insert(QLatin1String(name), QString::number(random.bounded(2)));
            if (random.bounded(3) > 0)
                agreed.insert(QLatin1String(name), agreedOnly(QString::number(random.bounded(2))));
        }
    }
    return makeSettingsView(site, snapshot, agreed);
}

ArchiveRecord randomArchive(QRandomGenerator &random, int number)
{
    ArchiveRecord record;
    record.run.id = QStringLiteral("200811%1-moodle").arg(10 + number);
    record.run.request.site = QStringLiteral("moodle-0");
    record.run.request.name = QStringLiteral("moodle-%1").arg(number);
    record.run.server = QStringLiteral("server-0.example.org");
    record.run.startedAt = standingNoon.addDays(-number - 1);
    const QList<ArchiveState> states {ArchiveState::None,      ArchiveState::Complete, ArchiveState::Complete,
                                      ArchiveState::Resumable, ArchiveState::Unknown,  ArchiveState::Working};
    record.status.state = states.at(random.bounded(states.size()));
    if (random.bounded(4) == 0)
        record.status.copy = ArchiveCopy::Altered;
    record.status.finishedAt = record.run.startedAt.addSecs(3600);
    record.asOf = standingNoon;
    return record;
}

SiteBackups randomCourses(QRandomGenerator &random, const Site &site)
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    for (int id = random.bounded(4); id > 0; --id) {
        const CourseState course = MadeCourses::course(id, QStringLiteral("BIOC100%1").arg(id));
        if (random.bounded(3) > 0)
            reading.files.append(MadeCourses::zip(course, course.lastStart.addDays(random.bounded(2) - 1)));
        reading.courses.prepend(course);
    }
    if (random.bounded(4) == 0)
        reading = {};
    else if (random.bounded(4) == 0)
        reading.head.inventoryFailure = Error {ErrorKind::Unreachable, QStringLiteral("It does not answer.")};
    return joinBackups(site, reading, MadeCourses::now());
}

WorkspaceReading randomReading(QRandomGenerator &random)
{
    WorkspaceReading reading;
    reading.now = standingNoon;
    for (int i = random.bounded(5); i > 0; --i)
        reading.servers->append(randomServer(random, i));
    for (int i = random.bounded(3); i > 0; --i)
        reading.sites->append(randomSite(random, i));
    for (const SettingsView &view : std::as_const(*reading.sites))
        reading.courses->append(randomCourses(random, view.site));
    for (int i = random.bounded(4); i > 0; --i)
        reading.archives->append(randomArchive(random, i));
    // An area's findings may be about another's page.
    for (int i = random.bounded(3); i > 0; --i) {
        Finding finding;
        finding.id = QStringLiteral("disk/%1").arg(i);
        finding.page = Page(1 + random.bounded(5));
        finding.severity = Severity(random.bounded(3));
        finding.title = QStringLiteral("A disk fills.");
        reading.disks->append(finding);
    }
    for (const Finding &finding : estateOf(reading).findings) {
        if (random.bounded(4) > 0)
            continue;
        AcceptedFinding accepted;
        accepted.finding = finding.id;
        accepted.kind = finding.kind;
        accepted.severity = random.bounded(4) > 0 ? finding.severity : Severity(random.bounded(3));
        accepted.until = random.bounded(3) > 0 ? QDate() : standingNoon.date().addDays(1 - random.bounded(3));
        accepted.at = standingNoon.addDays(-3);
        reading.accepted->append(accepted);
    }
    return reading;
}

} // namespace

/// Tile, navigation and page always show the same state and count.
class TstStanding : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QList<PageArea> areas = allPages();
        for (PageArea &area : areas) {
            if (area.page != Page::Overview)
                continue;
            area.make = [this, make = area.make](const PageContext &context) {
                m_reader = &context.reader;
                return make(context);
            };
        }
        m_window = m_fixture.makeWindow(std::make_unique<FakeWorkspace>(), areas);
        WindowFixture::show(*m_window);
        QTRY_COMPARE(m_fixture.jobs.running(), 0);
        QVERIFY(m_reader);
    }
    void cleanupTestCase() { m_window.reset(); }

    void isOneInAllPlaces()
    {
        QRandomGenerator random(10);
        QHash<int, int> seen; // how often, by int(State)
        int accepted = 0;
        for (int round = 0; round < Estates; ++round) {
            const Estate estate = estateOf(randomReading(random));
            QVERIFY(!estate.failure);
            accepted += int(estate.accepted.size());
            m_window->goTo(Page::Overview);
            emit m_reader->wasRead(estate);
            const Page page = Page(1 + round % 5);
            const QString overview = shownBy(Page::Overview);
            const QString tile = shownByTile(page);
            m_window->goTo(page);
            const QString what = QStringLiteral("estate %1, %2: %3").arg(round).arg(pageName(page), shownBy(page));
            QVERIFY2(shownBy(page) == expected(estate, page), qPrintable(what + u' ' + expected(estate, page)));
            QVERIFY2(estate.isEmpty() || tile == shownBy(page), qPrintable(what + QStringLiteral(", tile ") + tile));
            for (const Page each : {Page::Servers, Page::Folders, Page::Settings, Page::Courses, Page::Archives,
                                    Page::Retention, Page::Meeting})
                QCOMPARE(shownByNavigation(each), expected(estate, each));
            QCOMPARE(overview, shownByNavigation(Page::Overview));
            ++seen[int(estate.standing(page).state)];
        }
        for (const State state : {State::Good, State::Attention, State::Bad, State::Unknown, State::Working})
            QVERIFY2(seen.value(int(state)) > 0, qPrintable(stateWord(state))); // the estates were not all alike
        QVERIFY(accepted > 0);
    }

    void anotherSiteOfThePageChangesNothing()
    {
        WorkspaceReading reading;
        reading.now = standingNoon;
        for (const char *agreed : {"0", "1"}) {
            Site site;
            site.name = QStringLiteral("moodle-%1").arg(QLatin1String(agreed));
            SettingsSnapshot snapshot;
            snapshot.readAt = standingNoon;
            for (const char *name : {"backup_sche_active", "backup_sche_logs"})
                snapshot.config.values.insert(QLatin1String(name), QStringLiteral("1"));
            snapshot.config.values.insert(QStringLiteral("backup_sche_weekdays"), QStringLiteral("1000000"));
            QHash<QString, AgreedSetting> wanted;
            wanted.insert(QStringLiteral("backup_sche_logs"), agreedOnly(QString::fromLatin1(agreed)));
            reading.sites->append(makeSettingsView(site, snapshot, wanted));
        }
        const Estate estate = estateOf(reading);
        QCOMPARE(estate.standing(Page::Settings).state, State::Attention); // for the first site's sake
        m_window->goTo(Page::Settings);
        emit m_reader->wasRead(estate);
        for (const QString &site : {QStringLiteral("moodle-1"), QStringLiteral("moodle-0")}) {
            m_window->goTo(Page::Settings, site + QStringLiteral("/backup_sche_logs"));
            QCOMPARE(shownBy(Page::Settings), shownByNavigation(Page::Settings));
        }
    }

    void whatCannotBeReadIsUnknownEverywhere()
    {
        QRandomGenerator random(3);
        WorkspaceReading reading = randomReading(random);
        reading.archives = fail(ErrorKind::Damaged, QStringLiteral("It is damaged."));
        const Estate estate = estateOf(reading);
        QVERIFY(estate.failure);
        emit m_reader->wasRead(estate);
        for (const Page page : {Page::Overview, Page::Servers, Page::Folders, Page::Settings, Page::Courses,
                                Page::Archives, Page::Retention, Page::Meeting}) {
            m_window->goTo(page);
            QCOMPARE(shownBy(page), words(State::Unknown, 0));
            QCOMPARE(shownByNavigation(page), words(State::Unknown, 0));
        }
    }

private:
    static QString words(State state, int count) { return stateWord(state) + u' ' + QString::number(count); }
    /// By the rule, reckoned anew: what nobody has asked is unknown, else the worst open finding says it.
    static QString expected(const Estate &estate, Page page)
    {
        int urgent = 0;
        int warnings = 0;
        for (const Finding &finding : estate.findings) {
            urgent += finding.page == page && finding.severity == Severity::Critical ? 1 : 0;
            warnings += finding.page == page && finding.severity == Severity::Warning ? 1 : 0;
        }
        const AreaStanding area = estate.standing(page);
        const State quiet = area.isWorking ? State::Working : area.isKnown ? State::Good : State::Unknown;
        const State state = area.isEmpty || !area.isAsked ? State::Unknown
            : urgent > 0                                  ? State::Bad
            : warnings > 0                                ? State::Attention
                                                          : quiet;
        return words(state, urgent + warnings);
    }
    [[nodiscard]] QString shownBy(Page page) const
    {
        for (const PageWidget *each : m_window->pages()) {
            if (each->page() != page)
                continue;
            const QString count = each->findChild<QLabel *>(QStringLiteral("answerCount"))->text();
            return each->findChild<QLabel *>(QStringLiteral("answerIcon"))->accessibleName() + u' '
                + QString::number(count.section(u' ', 0, 0).toInt());
        }
        return {};
    }
    [[nodiscard]] QString shownByNavigation(Page page) const
    {
        const auto *navigation = m_window->findChild<NavigationList *>();
        return words(navigation->standing(page), navigation->count(page));
    }
    [[nodiscard]] QString shownByTile(Page page) const
    {
        const auto *tile = m_window->findChild<Tile *>(pageName(page) + QStringLiteral("Tile"));
        return words(tile->stateShown(), tile->findChild<QLabel *>(QStringLiteral("tileCount"))->text().toInt());
    }

    WindowFixture m_fixture;
    WorkspaceReader *m_reader = nullptr;
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstStanding, widget, Window, 300)
#include "tst_standing.moc"
