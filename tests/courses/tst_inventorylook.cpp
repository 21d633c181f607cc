// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/inventorylook.h"
#include "tests/courses/backupserver.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;

/// Of a data server that was looked through before, only what is new is looked into.
class TstInventoryLook : public QObject
{
    Q_OBJECT

private:
    BackupServer m_server;
    FakeRemoteHosts m_hosts;
    InventoryOrder m_order;

    [[nodiscard]] Result<Inventory> look(const QList<FoundFile> &earlier)
    {
        m_server.asked.clear();
        const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open({}, Attendance::Background);
        return lookThroughPlaces(**host, QStringLiteral("moodle-b"), m_order, earlier, {});
    }
    [[nodiscard]] QByteArrayList depths() const
    {
        QByteArrayList all;
        for (const AskedInventory &asked : m_server.asked)
            all.append(asked.depth);
        return all;
    }
    /// So many copies, a day between each two.
    void fill(int count)
    {
        const CourseState course = MadeCourses::course(33, QStringLiteral("BIOC1001"));
        m_server.disk.clear();
        for (int day = 0; day < count; ++day)
            m_server.disk.append(MadeCourses::zip(course, MadeCourses::lastRun().addDays(-day)));
    }

private slots:
    void init()
    {
        m_server = {};
        m_server.clock = MadeCourses::now;
        m_hosts.setAnswer([this](const Server &, RemoteProgram program, const QByteArray &input, const CancelToken &) {
            return m_server.answer(program, input);
        });
        m_order = {};
        m_order.places = {{CopyPlace::CourseFolder, "/data"}};
    }

    void whatIsKnownIsOnlyListed()
    {
        fill(6);
        const Result<Inventory> first = look({});
        QVERIFY(first);
        QCOMPARE(depths(), QByteArrayList {"closed"});
        Result<Inventory> again = look(first->files);
        QVERIFY(again);
        QCOMPARE(depths(), QByteArrayList {"list"});
        QCOMPARE(again->files.size(), 6);
        QCOMPARE(again->files.first().check, ZipCheck());
        keepEarlierChecks(again->files, first->files);
        QCOMPARE(again->files, first->files);
    }

    void onlyWhatIsNotKnownIsLookedInto_data()
    {
        QTest::addColumn<int>("change");
        QTest::newRow("it is new") << 0;
        QTest::newRow("it has another time") << 1;
        QTest::newRow("it has another size") << 2;
        QTest::newRow("something was wrong with it") << 3;
        QTest::newRow("nobody could look into it") << 4;
    }
    void onlyWhatIsNotKnownIsLookedInto()
    {
        QFETCH(int, change);
        fill(6);
        QList<FoundFile> earlier = look({})->files;
        FoundFile &file = earlier[2];
        const BytePath path = file.path;
        if (change == 0)
            earlier.removeAt(2);
        else if (change == 1)
            file.modified = file.modified.addSecs(1);
        else if (change == 2)
            ++file.bytes;
        else if (change == 3)
            file.check.fault = ZipFault::Unreadable;
        else
            file.check = {};
        const Result<Inventory> again = look(earlier);
        QVERIFY(again);
        QCOMPARE(depths(), (QByteArrayList {"list", "closed"}));
        QCOMPARE(m_server.asked.last().only, QByteArrayList {"courseFolder " + path});
        QCOMPARE(again->files.size(), 6);
        for (const FoundFile &each : again->files)
            QCOMPARE(each.check.level, each.path == path ? ZipLevel::Closed : ZipLevel::NotChecked);
    }

    void whereMostIsNewOnePassIsMade()
    {
        fill(1500);
        const QList<FoundFile> earlier = look({})->files.mid(0, 400);
        const Result<Inventory> again = look(earlier);
        QVERIFY(again);
        QCOMPARE(depths(), (QByteArrayList {"list", "closed"}));
        QVERIFY(m_server.asked.last().only.isEmpty());
        QCOMPARE(again->files.last().check.level, ZipLevel::Closed);
    }

    void ofAPoolOnlyTheNewHashesAreAsked()
    {
        CourseReading made;
        const CourseState course = MadeCourses::course(33, QStringLiteral("BIOC1001"));
        for (int week = 0; week < 6; ++week)
            MadeCourses::addPoolCopy(made, course, MadeCourses::lastRun().addDays(-7 * week));
        m_order.places = {{CopyPlace::Pool, "/data/filedir"}};
        m_order.codeFolder = "/code";
        for (const FileRecord &record : std::as_const(made.records)) {
            m_order.hashes.append(record.hash);
            m_order.sizes.insert(record.hash, record.bytes);
        }
        m_server.disk = made.files;
        const QList<FoundFile> earlier = look({})->files;
        QCOMPARE(earlier.size(), 6);
        const QByteArray hash = made.records.at(3).hash;
        m_order.sizes[hash] += 5; // it is recorded anew
        QVERIFY(look(earlier));
        QCOMPARE(depths(), (QByteArrayList {"list", "closed"}));
        QCOMPARE(m_server.asked.first().codeFolder, QByteArray("/code"));
        QVERIFY(m_server.asked.last().codeFolder.isEmpty());
        QCOMPARE(m_server.asked.last().hashes, hash + " 200005");
        QCOMPARE(m_server.asked.last().only, QByteArrayList {"pool " + hash});
    }

    void aFailureOfEitherLookIsOne_data()
    {
        QTest::addColumn<QByteArray>("depth");
        QTest::newRow("of the first") << QByteArray("list");
        QTest::newRow("of the second") << QByteArray("closed");
    }
    void aFailureOfEitherLookIsOne()
    {
        QFETCH(QByteArray, depth);
        fill(6);
        const QList<FoundFile> earlier = look({})->files.mid(1);
        m_server.whenAsked = [&depth](const AskedInventory &asked) {
            return asked.depth == depth ? std::optional(Error {ErrorKind::TimedOut, QStringLiteral("Slow.")})
                                        : std::nullopt;
        };
        QCOMPARE(look(earlier).error().kind, ErrorKind::TimedOut);
    }

    void anAnswerThatBreaksOffIsNone()
    {
        fill(200); // more than one piece
        m_hosts.setAnswer([this](const Server &, RemoteProgram program, const QByteArray &input, const CancelToken &) {
            return m_server.answer(program, input).map([](const QByteArray &whole) {
                return whole.left(whole.size() - 3);
            });
        });
        QCOMPARE(look({}).error().kind, ErrorKind::Incomplete);
    }

    void aToolThatIsMissingIsNamed()
    {
        m_hosts.setAnswer([](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) {
            return Result<QByteArray>(
                framed("backups", {{"refused", {"missing-tool", "find"}}, FrameRecord {"finished", {}}}));
        });
        const Result<Inventory> inventory = look({});
        QVERIFY(!inventory);
        QCOMPARE(inventory.error().kind, ErrorKind::MissingTool);
        QVERIFY(inventory.error().message.contains(QLatin1String("find")));
    }
};

NIGHTKEEP_TEST(TstInventoryLook, unit, Core)
#include "tst_inventorylook.moc"
