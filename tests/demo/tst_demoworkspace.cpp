// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/democlock.h"
#include "app/demo/demoworkspace.h"
#include "models/settings/backupoption.h"
#include "tests/support/agreed.h"
#include "tests/support/faultystores.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

class TstDemoWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_stores = std::make_unique<Stores>();
        m_place = std::make_unique<QTemporaryDir>();
        m_folder = m_place->filePath(QStringLiteral("estate"));
        QVERIFY(createDemo({m_folder, 12, 3, 1, true}).has_value());
    }

    void fillsAnEmptyWorkspace()
    {
        const DemoEstate estate = *readDemo(m_folder);
        QVERIFY(fillDemoWorkspace(estate, m_stores->all).has_value());
        QCOMPARE(*m_stores->servers.servers(), estate.servers);
        QCOMPARE(*m_stores->sites.sites(), QList<Site> {estate.site});
        const QHash<QString, QString> agreed = agreedTexts(m_stores->settings.agreedSettings(estate.site.name));
        for (const auto &[name, value] : agreedOnPage())
            QCOMPARE(agreed.value(name), value);
    }

    void anUnaskedOneRemembersNothing()
    {
        const DemoEstate estate = *readDemo(m_folder);
        QVERIFY(estate.unasked);
        const WorkspaceStore &store = m_stores->workspace->store();
        const qsizetype lines = store.entries()->size();
        QVERIFY(fillDemoWorkspace(estate, m_stores->all).has_value());
        QVERIFY(m_stores->servers.withSnapshot().isEmpty());
        QVERIFY(m_stores->servers.withFailure().isEmpty());
        QVERIFY(store.archiveRuns()->isEmpty());
        QVERIFY(store.storageRequests()->isEmpty());
        QVERIFY(!store.latestSettings(estate.site.name)->has_value());
        QCOMPARE(store.entries()->size(), lines);
    }

    void oneWithCasesHasTwoMoodles()
    {
        const QString cases = m_place->filePath(QStringLiteral("cases"));
        QVERIFY(createDemo({cases, 2, 3, 1, true, true}).has_value());
        const DemoEstate estate = *readDemo(cases);
        QVERIFY(estate.later.has_value());
        for (int opened = 0; opened < 2; ++opened) {
            QVERIFY(fillDemoWorkspace(estate, m_stores->all).has_value());
            QCOMPARE(*m_stores->sites.sites(), (QList<Site> {estate.site, *estate.later}));
        }
        QVERIFY(m_stores->servers.withSnapshot().isEmpty());
    }

    // A half of it would pass for the whole at the next start.
    void isFilledWhollyOrNotAtAll()
    {
        const QString living = m_place->filePath(QStringLiteral("living"));
        QVERIFY(createDemo({living, 2, 3, 1}).has_value());
        const DemoEstate estate = *readDemo(living);
        QFile archives(living + QStringLiteral("/archives.json"));
        QVERIFY(archives.open(QIODevice::ReadWrite) && archives.resize(40));
        QVERIFY(!fillDemoWorkspace(estate, m_stores->all).has_value());
        QVERIFY(m_stores->servers.withSnapshot().isEmpty());
        QVERIFY(m_stores->sites.sites()->isEmpty());
    }

    void leavesAFullWorkspaceAlone()
    {
        const DemoEstate estate = *readDemo(m_folder);
        QVERIFY(fillDemoWorkspace(estate, m_stores->all).has_value());
        Server changed = estate.servers.at(2);
        changed.note = QStringLiteral("mine");
        QVERIFY(m_stores->servers.replaceServer(estate.servers.at(2), changed).has_value());
        QVERIFY(agreeOn(m_stores->settings, estate.site.name, QStringLiteral("backup_sche_keep"), std::nullopt));
        QVERIFY(fillDemoWorkspace(estate, m_stores->all).has_value());
        QCOMPARE(m_stores->servers.servers()->at(2).note, QStringLiteral("mine"));
        QVERIFY(!m_stores->settings.agreedSettings(estate.site.name)->contains(QStringLiteral("backup_sche_keep")));
    }

    void followsAnEstateThatWasMoved()
    {
        QVERIFY(fillDemoWorkspace(*readDemo(m_folder), m_stores->all).has_value());
        const QString elsewhere = m_place->filePath(QStringLiteral("elsewhere"));
        QVERIFY(QDir().rename(m_folder, elsewhere));
        QVERIFY(fillDemoWorkspace(*readDemo(elsewhere), m_stores->all).has_value());
        const QList<Server> servers = *m_stores->servers.servers();
        QCOMPARE(servers.size(), 12);
        for (const Server &server : servers)
            QVERIFY2(server.connection.root.startsWith(elsewhere + u'/'), qPrintable(server.connection.root));
    }

    void handsOnWhatTheStoreSays()
    {
        m_stores->sites.setFailure(Error {ErrorKind::ReadOnly, QStringLiteral("no")});
        const Result<void> filled = fillDemoWorkspace(*readDemo(m_folder), m_stores->all);
        QVERIFY(!filled.has_value());
        QCOMPARE(filled.error().kind, ErrorKind::ReadOnly);
    }

    void clockBeginsAtTheEstatesMomentAndRunsOn()
    {
        QDateTime machine(QDate(2030, 3, 1), QTime(12, 0), QTimeZone::utc());
        const QDateTime estateNow = readDemo(m_folder)->now;
        const Clock clock = startDemoClock(m_folder, estateNow, [&machine] { return machine; });
        QCOMPARE(clock(), estateNow);
        machine = machine.addSecs(90);
        QCOMPARE(clock(), estateNow.addSecs(90));
        QVERIFY(QFile::exists(m_folder + QStringLiteral("/clock-offset")));
    }

    void clockIsSharedWhileTheEstateIsInUse()
    {
        const QDateTime estateNow = readDemo(m_folder)->now;
        const QDateTime real = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), QTimeZone::utc());
        const Clock first = startDemoClock(m_folder, estateNow, [real] { return real; });
        QCOMPARE(first(), estateNow);
        const Clock later = startDemoClock(m_folder, estateNow, [real] { return real.addSecs(3600); });
        QCOMPARE(later(), estateNow.addSecs(3600));
    }

    void clockGoesOnWhereItWasLeft()
    {
        const QDateTime estateNow = readDemo(m_folder)->now;
        const QDateTime real = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), QTimeZone::utc());
        QCOMPARE(startDemoClock(m_folder, estateNow, [real] { return real; })(), estateNow);
        const QDateTime nextMonth = real.addDays(30);
        const Clock later = startDemoClock(m_folder, estateNow, [nextMonth] { return nextMonth; });
        const qint64 passed = estateNow.secsTo(later());
        QVERIFY2(passed >= 0 && passed < 120, QByteArray::number(passed).constData());
    }

private:
    struct Stores
    {
        std::shared_ptr<TestStore> workspace = std::make_shared<TestStore>();
        FaultyServerStore servers {workspace};
        FaultySiteStore sites {workspace};
        SettingsStore &settings = workspace->store();
        DemoStores all {servers,
                        sites,
                        settings,
                        workspace->store(),
                        workspace->store(),
                        workspace->store(),
                        workspace->store(),
                        workspace->store(),
                        workspace->store()};
    };

    std::unique_ptr<QTemporaryDir> m_place;
    QString m_folder;
    std::unique_ptr<Stores> m_stores;
};

NIGHTKEEP_TEST(TstDemoWorkspace, unit, Core)
#include "tst_demoworkspace.moc"
