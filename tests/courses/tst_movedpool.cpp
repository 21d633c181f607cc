// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courseservice.h"
#include "tests/courses/backupserver.h"
#include "tests/courses/madecourses.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <memory>

using namespace Nightkeep;

namespace {

QList<BackupPlace> movedPoolPlaces(const BytePath &pool, const BytePath &trash)
{
    return {{CopyPlace::Pool, pool}, {CopyPlace::Trash, trash}};
}

} // namespace

/// A Moodle whose config.php keeps its files elsewhere than in its data folder.
class TstMovedPool : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    Site m_site;
    BackupServer m_server;

    /// What the server was asked for of each look, by a refresh or a check that went well.
    QList<QList<BackupPlace>> asked(bool isCheck = false)
    {
        m_server.asked.clear();
        CourseService &service = m_workspace->courses();
        const Result<Asked<SiteBackups>> backups =
            isCheck ? service.check(m_site, {33}, {}) : service.refresh(m_site, Attendance::Background, {});
        QList<QList<BackupPlace>> places;
        for (const AskedInventory &order : std::as_const(m_server.asked))
            places.append(order.places);
        if (!backups || backups->answer.head.inventoryFailure)
            places.clear();
        return places;
    }
    QList<BackupPlace> seen()
    {
        QList<BackupPlace> places;
        const Result<SiteBackups> backups = m_workspace->courses().lastBackups(m_site);
        if (backups) {
            for (const PlaceSeen &place : std::as_const(backups->head.places))
                places.append({place.kind, place.folder});
        }
        return places;
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_workspace->time.advance(m_workspace->time.now().secsTo(MadeCourses::now()));
        m_site = m_workspace->settings().sites()->first();
        m_server = {};
        m_server.clock = m_workspace->time.clock();
        CourseReading made = MadeCourses::reading(MoodleEdition::Later);
        const CourseState course = MadeCourses::course(33, QStringLiteral("BIOC1001"));
        MadeCourses::addPoolCopy(made, course, MadeCourses::lastRun().addSecs(60));
        m_server.disk = made.files;
        m_workspace->moodles.change(m_site.name, [&](FakeMoodle &moodle) {
            moodle.facts = made.head.moodle;
            moodle.facts.fileSystemKnown = false;
            moodle.states.courses = {course};
            moodle.states.records = made.records;
        });
        m_workspace->hosts.setAnswer([this](const Server &, RemoteProgram program, const QByteArray &input,
                                            const CancelToken &) { return m_server.answer(program, input); });
    }
    void cleanup() { m_workspace.reset(); }

    void itIsLookedForWhereConfigHasMovedIt()
    {
        const QList<BackupPlace> own = movedPoolPlaces("/data/moodle/filedir", "/data/moodle/trashdir");
        const QList<BackupPlace> moved = movedPoolPlaces("/pool", "/data/moodle/trashdir");
        m_server.config = QByteArray();
        m_server.folders = {"/pool"};
        QList<QList<BackupPlace>> places = asked();
        QCOMPARE(places.first(), own); // nobody knew
        QCOMPARE(places.last(), moved);
        QCOMPARE(seen(), moved);
        places = asked();
        QVERIFY(!places.isEmpty() && places.count(moved) == places.size());
        m_server.config.reset(); // nobody may read it now
        places = asked();
        QVERIFY(!places.isEmpty() && places.count(moved) == places.size());
        QCOMPARE(seen(), moved);
        m_server.config = QByteArray(); // it was brought back
        m_server.folders.clear();
        QCOMPARE(asked().last(), own);
        QCOMPARE(seen(), own);
    }

    void aCheckLooksThereToo()
    {
        m_server.config = QByteArray();
        QVERIFY(!asked().isEmpty());
        m_server.folders = {"/pool", "/trash"};
        const QList<QList<BackupPlace>> places = asked(true);
        QVERIFY(places.size() > 1);
        QCOMPARE(places.last(), movedPoolPlaces("/pool", "/trash"));
        QCOMPARE(m_server.asked.last().depth, QByteArray("through"));
        QCOMPARE(seen(), places.last());
    }

    void whatLiesElsewhereIsNotLookedFor()
    {
        m_server.config = QByteArray("s3");
        m_server.folders = {"/pool", "/trash"};
        for (const QList<BackupPlace> &places : asked())
            QVERIFY(!places.contains(BackupPlace {CopyPlace::Pool, "/pool"}));
    }
};

NIGHTKEEP_TEST(TstMovedPool, integration, Core)
#include "tst_movedpool.moc"
