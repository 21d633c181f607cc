// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/courses/backupserver.h"
#include "tests/courses/madecourses.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <tuple>

using namespace Nightkeep;

/// Two who read one site's courses into one workspace, at the same time or with programs of another age.
class TstSharedReading : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    Site m_site;
    BackupServer m_server;

    WorkspaceStore &others() { return m_workspace->stored->store(); }
    CourseReading stored() { return **others().courseReading(m_site.name); }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_workspace->time.advance(m_workspace->time.now().secsTo(MadeCourses::now()));
        m_site = m_workspace->settings().sites()->first();
        const CourseState course = MadeCourses::course(33, QStringLiteral("BIOC1001"));
        m_server = {};
        m_server.clock = m_workspace->time.clock();
        m_server.disk = {MadeCourses::zip(course, MadeCourses::lastRun().addSecs(60))};
        m_workspace->moodles.change(m_site.name, [&course](FakeMoodle &moodle) {
            moodle.facts = MadeCourses::reading(MoodleEdition::Old).head.moodle;
            moodle.states.courses = {course};
        });
        m_workspace->hosts.setAnswer([this](const Server &, RemoteProgram program, const QByteArray &input,
                                            const CancelToken &) { return m_server.answer(program, input); });
        QVERIFY(m_workspace->courses().refresh(m_site, Attendance::Background, {}));
        QCOMPARE(stored().files.first().check.level, ZipLevel::Closed);
        m_workspace->time.advance(3600);
    }
    void cleanup() { m_workspace.reset(); }

    void whatTheyFindMeanwhileStays_data()
    {
        QTest::addColumn<ZipFault>("fault");
        QTest::addColumn<BytePath>("folder");
        QTest::addColumn<bool>("stays");
        QTest::newRow("it was read through") << ZipFault::None << BytePath("/data/moodle") << true;
        QTest::newRow("it is damaged") << ZipFault::DamagedMember << BytePath("/data/moodle") << true;
        QTest::newRow("in another folder") << ZipFault::DamagedMember << BytePath("/data/other") << false;
    }
    /// Their list is the earlier one.
    void whatTheyFindMeanwhileStays()
    {
        QFETCH(ZipFault, fault);
        QFETCH(BytePath, folder);
        QFETCH(bool, stays);
        ZipCheck found;
        found.level = fault == ZipFault::None ? ZipLevel::ReadThrough : ZipLevel::NotChecked;
        found.fault = fault;
        m_server.whenAsked = [&](const AskedInventory &) -> std::optional<Error> {
            CourseReading theirs = stored();
            theirs.files.first().check = found;
            theirs.head.places.first().folder = folder;
            std::ignore = others().saveCourseReading(m_site.name, theirs);
            return std::nullopt;
        };
        QVERIFY(m_workspace->courses().refresh(m_site, Attendance::Background, {}));
        const CourseReading kept = stored();
        QCOMPARE(kept.head.listedAt, m_workspace->time.now());
        QCOMPARE(kept.files.first().check == found, stays);
    }

    /// It may have called closed properly what is known to be damaged by now.
    void whatAnOlderProgramFoundIsLookedForAgain()
    {
        CourseReading theirs = stored();
        theirs.head.looks = inventoryLooks - 1;
        QVERIFY(others().saveCourseReading(m_site.name, theirs));
        m_server.disk.first().check.fault = ZipFault::Encrypted;
        m_server.asked.clear();
        QVERIFY(m_workspace->courses().refresh(m_site, Attendance::Background, {}));
        QCOMPARE(m_server.asked.size(), 1);
        QCOMPARE(m_server.asked.first().depth, QByteArray("closed"));
        QCOMPARE(stored().files.first().check.fault, ZipFault::Encrypted);
        m_server.disk.first().check.fault = ZipFault::None;
        QVERIFY(m_workspace->courses().refresh(m_site, Attendance::Background, {}));
        QVERIFY(m_workspace->courses().refresh(m_site, Attendance::Background, {}));
        QCOMPARE(m_server.asked.at(1).depth, QByteArray("list"));
    }
};

NIGHTKEEP_TEST(TstSharedReading, integration, Core)
#include "tst_sharedreading.moc"
