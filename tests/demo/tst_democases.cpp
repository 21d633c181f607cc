// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/demo/democases.h"
#include "app/demo/demoestate.h"
#include "models/courses/coursefindings.h"
#include "tests/support/printedtree.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <iterator>

using namespace Nightkeep;

namespace {

constexpr MoodleEdition caseEditions[] = {MoodleEdition::Old, MoodleEdition::Later};

QString caseKindsIn(QStringList kinds)
{
    kinds.sort();
    return kinds.join(u' ');
}

} // namespace

/// That of each made-up case the verdict and the findings are what it was made for, as the programs on servers and the
/// database see it.
class TstDemoCases : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QString demo = made(QStringLiteral("demo"), 1, true);
        const Result<DemoEstate> estate = readDemo(demo);
        QVERIFY(estate.has_value());
        QVERIFY(estate->later.has_value());
        m_now = estate->now;
        Result<std::unique_ptr<Workspace>> workspace = m_application.openDemo(demo);
        QVERIFY2(workspace.has_value(), workspace ? "" : qPrintable(workspace.error().message));
        m_workspace = std::move(*workspace);
        for (const Site &site : {estate->site, *estate->later}) {
            const Result<Asked<SiteBackups>> listed = m_workspace->courses().refresh(site, Attendance::Background, {});
            QVERIFY2(listed.has_value(), listed ? "" : qPrintable(listed.error().message + listed.error().detail));
            const Result<Asked<SiteBackups>> checked = m_workspace->courses().check(site, {}, {});
            QVERIFY2(checked.has_value(), checked ? "" : qPrintable(checked.error().message + checked.error().detail));
            QVERIFY(!checked->notKept);
            m_sites.append(checked->answer);
        }
    }

    void bothAreReadWholly()
    {
        for (const SiteBackups &site : m_sites) {
            QVERIFY(!site.head.moodleFailure);
            QVERIFY(!site.head.inventoryFailure);
            QCOMPARE(site.head.notChecked, QString());
            for (const PlaceSeen &place : site.head.places) {
                // One course's folder is a link.
                QCOMPARE(int(place.sight), int(place.problems.isEmpty() ? PlaceSight::Seen : PlaceSight::Partly));
                QCOMPARE(place.problems.size(), place.kind == CopyPlace::CourseFolder ? 1 : 0);
            }
        }
        QCOMPARE(int(siteOf(MoodleEdition::Old).head.moodle.edition), int(MoodleEdition::Old));
        const MoodleFacts &later = siteOf(MoodleEdition::Later).head.moodle;
        QCOMPARE(int(later.edition), int(MoodleEdition::Later));
        QVERIFY(later.fileSystemKnown && later.fileSystemClass.isEmpty());
        QCOMPARE(int(later.storage), int(BackupStorage::Both));
    }

    void everyCase_data()
    {
        QTest::addColumn<int>("edition");
        QTest::addColumn<qint64>("course");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QStringList>("kinds");
        for (const MoodleEdition edition : caseEditions) {
            const QList<DemoCase> cases = demoCases(edition);
            for (const DemoCase &one : cases)
                QTest::addRow("%s: %s", nameOf(edition).toUtf8().constData(), qPrintable(one.name))
                    << int(edition) << one.course << int(one.verdict) << one.kinds;
        }
    }
    void everyCase()
    {
        QFETCH(int, edition);
        QFETCH(qint64, course);
        QFETCH(int, verdict);
        QFETCH(QStringList, kinds);
        const SiteBackups &site = siteOf(MoodleEdition(edition));
        const CourseBackups *found = site.find(course);
        QVERIFY(found);
        QVERIFY(!found->reason.isEmpty());
        QVERIFY2(int(found->verdict) == verdict,
                 qPrintable(courseVerdictWord(found->verdict) + QStringLiteral(": ") + found->reason));
        QStringList said;
        const QList<Finding> findings = courseFindings(site, m_now);
        for (const Finding &finding : findings) {
            if (finding.object == found->key())
                said.append(finding.kind);
        }
        QCOMPARE(caseKindsIn(said), caseKindsIn(kinds));
    }

    void everyVerdictIsThereTwice()
    {
        for (const MoodleEdition edition : caseEditions) {
            QMap<int, int> counts;
            QSet<QString> names;
            QSet<qint64> courses;
            const QList<DemoCase> cases = demoCases(edition);
            for (const DemoCase &one : cases) {
                ++counts[int(one.verdict)];
                names.insert(one.name);
                courses.insert(one.course);
            }
            QVERIFY(cases.size() >= (edition == MoodleEdition::Old ? 25 : 20));
            QCOMPARE(names.size(), cases.size());
            QCOMPARE(courses.size(), cases.size());
            QCOMPARE(counts.size(), qsizetype(std::size(Names<CourseVerdict>)));
            for (const int count : std::as_const(counts))
                QVERIFY(count >= 2);
        }
        QVERIFY(demoCases(MoodleEdition::Unknown).isEmpty());
    }

    void everyKindIsThere_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind :
             {"ok-without-file", "never-ran", "course-missing", "copy-damaged", "copy-incomplete", "without-contents",
              "copy-old", "copy-doubtful", "newest-damaged", "shrunk", "error-twice", "run-stuck", "queued-forever",
              "masked-as-ok", "skipped-though-changed", "short-name-collides", "dates-differ", "of-the-future"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void everyKindIsThere()
    {
        QFETCH(QString, kind);
        const QList<DemoCase> cases = demoCases(MoodleEdition::Old) + demoCases(MoodleEdition::Later);
        QVERIFY(std::any_of(cases.cbegin(), cases.cend(),
                            [&kind](const DemoCase &one) { return one.kinds.contains(kind); }));
    }

    // Not only that nothing speaks against them.
    void goodOnesAreComplete_data()
    {
        QTest::addColumn<int>("edition");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("place");
        QTest::newRow("1.9") << int(MoodleEdition::Old) << QStringLiteral("fresh") << int(CopyPlace::CourseFolder);
        QTest::newRow("1.9, for all") << int(MoodleEdition::Old) << QStringLiteral("in-the-folder-for-all")
                                      << int(CopyPlace::SharedFolder);
        QTest::newRow("tar.gz") << int(MoodleEdition::Later) << QStringLiteral("in-the-pool") << int(CopyPlace::Pool);
        QTest::newRow("zip") << int(MoodleEdition::Later) << QStringLiteral("packed-as-zip") << int(CopyPlace::Pool);
        QTest::newRow("for all") << int(MoodleEdition::Later) << QStringLiteral("in-the-folder-for-all")
                                 << int(CopyPlace::SharedFolder);
    }
    void goodOnesAreComplete()
    {
        QFETCH(int, edition);
        QFETCH(QString, name);
        QFETCH(int, place);
        const QList<DemoCase> cases = demoCases(MoodleEdition(edition));
        const auto one = std::find_if(cases.cbegin(), cases.cend(), [&](const DemoCase &c) { return c.name == name; });
        QVERIFY(one != cases.cend());
        const CourseBackups *course = siteOf(MoodleEdition(edition)).find(one->course);
        QVERIFY(course && course->lastGood());
        QCOMPARE(int(course->lastGood()->file.check.level), int(ZipLevel::Complete));
        QCOMPARE(int(course->lastGood()->file.place), place);
        QCOMPARE(int(course->lastGood()->kind), int(CopyKind::MadeByMoodle));
    }

    void whatIsOfNoCourseIsTold_data()
    {
        QTest::addColumn<int>("edition");
        QTest::addColumn<int>("kind");
        QTest::newRow("1.9, another course") << int(MoodleEdition::Old) << int(CopyKind::OtherCourse);
        QTest::newRow("1.9, no backup") << int(MoodleEdition::Old) << int(CopyKind::NoBackup);
        QTest::newRow("1.9, deleted") << int(MoodleEdition::Old) << int(CopyKind::DeletedCourse);
        QTest::newRow("another course") << int(MoodleEdition::Later) << int(CopyKind::OtherCourse);
        QTest::newRow("another site") << int(MoodleEdition::Later) << int(CopyKind::OtherSite);
        QTest::newRow("a part") << int(MoodleEdition::Later) << int(CopyKind::Part);
        QTest::newRow("no backup") << int(MoodleEdition::Later) << int(CopyKind::NoBackup);
        QTest::newRow("deleted") << int(MoodleEdition::Later) << int(CopyKind::DeletedCourse);
    }
    void whatIsOfNoCourseIsTold()
    {
        QFETCH(int, edition);
        QFETCH(int, kind);
        const QList<BackupCopy> &others = siteOf(MoodleEdition(edition)).others;
        QVERIFY(std::any_of(others.cbegin(), others.cend(),
                            [kind](const BackupCopy &copy) { return int(copy.kind) == kind; }));
    }

    void theTrashIsLookedInto()
    {
        const QList<BackupCopy> &others = siteOf(MoodleEdition::Later).others;
        QCOMPARE(std::count_if(others.cbegin(), others.cend(),
                               [](const BackupCopy &copy) { return copy.file.place == CopyPlace::Trash; }),
                 1);
    }

    void theWorkspaceKeepsThem()
    {
        const WorkspaceReading reading = readWorkspace(*m_workspace);
        QVERIFY(reading.courses.has_value());
        QCOMPARE(reading.courses->size(), m_sites.size());
        for (qsizetype i = 0; i < m_sites.size(); ++i) {
            QCOMPARE(reading.courses->at(i).site.name, m_sites.at(i).site.name);
            QCOMPARE(reading.courses->at(i).counts(), m_sites.at(i).counts());
        }
    }

    void sameSeedGivesTheSameBytes()
    {
        const auto one = printedTree(made(QStringLiteral("one"), 7, true));
        const auto two = printedTree(made(QStringLiteral("a folder of another name"), 7, true));
        QVERIFY(one.size() > 200);
        QCOMPARE(one.keys(), two.keys());
        for (auto file = one.cbegin(); file != one.cend(); ++file)
            QVERIFY2(two.value(file.key()) == file.value(), file.key().constData());
        QVERIFY(printedTree(made(QStringLiteral("another seed"), 8, true)) != one);
    }

    void theRestIsAsWithoutThem()
    {
        const auto with = printedTree(made(QStringLiteral("with"), 3, true));
        const auto without = printedTree(made(QStringLiteral("without"), 3, false));
        QVERIFY(!readDemo(m_place.filePath(QStringLiteral("without")))->later.has_value());
        QVERIFY(with.size() > without.size());
        QByteArrayList differ;
        for (auto file = without.cbegin(); file != without.cend(); ++file) {
            if (with.value(file.key()) != file.value())
                differ.append(file.key());
        }
        QCOMPARE(differ, (QByteArrayList {"estate.json", "servers/moodledb-a/usr/local/mysql/data/moodle.sqlite"}));
    }

private:
    [[nodiscard]] QString made(const QString &name, quint64 seed, bool cases) const
    {
        const QString folder = m_place.filePath(name);
        const Result<void> result = createDemo({folder, 2, 40, seed, true, cases});
        if (!result)
            qWarning("%s", qPrintable(result.error().message + u' ' + result.error().detail));
        return folder;
    }

    [[nodiscard]] const SiteBackups &siteOf(MoodleEdition edition) const
    {
        return m_sites.at(edition == MoodleEdition::Old ? 0 : 1);
    }

    [[nodiscard]] ApplicationOptions options() const
    {
        ApplicationOptions options;
        options.dataFolder = m_place.filePath(QStringLiteral("data"));
        return options;
    }

    QTemporaryDir m_place;
    Application m_application {options()};
    std::unique_ptr<Workspace> m_workspace;
    QDateTime m_now;
    QList<SiteBackups> m_sites;
};

NIGHTKEEP_TEST(TstDemoCases, integration, Core, 600)
#include "tst_democases.moc"
