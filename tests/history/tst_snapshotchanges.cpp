// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/snapshotchanges.h"
#include "tests/history/gib.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

#include <functional>

using namespace Nightkeep;

namespace {

const QDateTime night(QDate(2008, 11, 28), QTime(9, 0), QTimeZone::utc());

using Edit = std::function<void(Server &, ServerSnapshot &before, ServerSnapshot &after)>;

Server wanting(const QList<BytePath> &wanted)
{
    Server server;
    server.name = QStringLiteral("moodle-a");
    server.wanted = wanted;
    server.current = {"/data"};
    return server;
}

/// Two evenings at which nothing is different but what a day brings.
ServerSnapshot quiet(int day)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = night.addDays(day);
    snapshot.osRelease = QStringLiteral("Debian 11");
    snapshot.kernel = QStringLiteral("5.10");
    snapshot.uptimeSeconds = 86400 * (40 + day);
    snapshot.mounts = {{"/", QStringLiteral("ext4"), "/dev/sda1", 40 * GiB, 20 * GiB},
                       {"/data", QStringLiteral("ext4"), "/dev/sdb1", 900 * GiB, 400 * GiB},
                       {"/proc", QStringLiteral("proc"), "proc"}};
    snapshot.tools = {{QStringLiteral("tar"), QStringLiteral("/bin/tar")}, {QStringLiteral("dsmc"), QString()}};
    snapshot.fileSpaces = {{"/", night.addDays(day).addSecs(-6 * 3600)}, {"/data", night.addDays(day).addSecs(-3600)}};
    snapshot.domain = {"/", "/data"};
    snapshot.folders = {{"/data", FolderPresence::Present}, {"/srv", FolderPresence::Present}};
    snapshot.rules = {{false, IncludeExcludeRule::Scope::Directory, "/.../cache", QStringLiteral("incl.excl")}};
    ManagementClass standard;
    standard.name = QStringLiteral("STANDARD");
    standard.isDefault = true;
    standard.versionsExist = 3;
    standard.retainExtra = NoLimit;
    standard.frequency = 1;
    snapshot.managementClasses = {standard};
    return snapshot;
}

QStringList printed(const QList<SnapshotChange> &changes)
{
    QStringList lines;
    for (const SnapshotChange &change : changes)
        lines << QStringLiteral("%1 %2 %3").arg(nameOf(change.severity), nameOf(change.kind), change.object).trimmed();
    return lines;
}

} // namespace

class TstSnapshotChanges : public QObject
{
    Q_OBJECT

private slots:
    void changes_data()
    {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const Edit &edit, const QStringList &expected) {
            QTest::newRow(name) << edit << expected;
        };
        using S = Server;
        using P = ServerSnapshot;
        row("nothing", [](S &, P &, P &) {}, {});
        row("system, kernel and restart",
            [](S &, P &, P &after) {
                after.osRelease = QStringLiteral("Debian 12");
                after.kernel = QStringLiteral("6.1");
                after.uptimeSeconds = 3600;
            },
            {QStringLiteral("info os"), QStringLiteral("info kernel"), QStringLiteral("info restarted")});
        row("a system that is not known any more is no change",
            [](S &, P &, P &after) {
                after.osRelease.clear();
                after.kernel.clear();
                after.uptimeSeconds = -1;
            },
            {});
        row("up exactly as long as the time between: not restarted",
            [](S &, P &, P &after) { after.uptimeSeconds = 86400; }, {});
        row("clock goes wrong", [](S &, P &, P &after) { after.clockOffsetSeconds = -121; },
            {QStringLiteral("warning clock")});
        row("clock comes right",
            [](S &, P &before, P &after) {
                before.clockOffsetSeconds = 500;
                after.clockOffsetSeconds = 120;
            },
            {QStringLiteral("info clock")});
        row("clock wrong as before",
            [](S &, P &before, P &after) {
                before.clockOffsetSeconds = 500;
                after.clockOffsetSeconds = 700;
            },
            {});
        row("mount new",
            [](S &, P &, P &after) {
                after.mounts.append({"/srv", QStringLiteral("xfs"), "/dev/sdc1"});
            },
            {QStringLiteral("info mount-new /srv")});
        row("mount gone",
            [](S &, P &before, P &) {
                before.mounts.append({"/srv\xff\n", QStringLiteral("xfs"), "/dev/sdc1"});
            },
            {QStringLiteral("warning mount-gone /srv\\xff\\n")});
        row("kernel views and login mounts do not count",
            [](S &, P &before, P &after) {
                before.mounts.append({"/sys", QStringLiteral("sysfs"), "sysfs"});
                after.mounts.append({"/run/user/1000", QStringLiteral("tmpfs"), "tmpfs"});
            },
            {});
        row("mounts not known", [](S &, P &, P &after) { after.mounts.clear(); }, {});
        row("retyped and resized",
            [](S &, P &, P &after) {
                after.mounts[1].type = QStringLiteral("xfs");
                after.mounts[1].totalBytes = 1200 * GiB;
            },
            {QStringLiteral("warning mount-changed /data"), QStringLiteral("info mount-resized /data")});
        row("another source", [](S &, P &, P &after) { after.mounts[1].source = "/dev/mapper/data"; },
            {QStringLiteral("info mount-changed /data")});
        row("made read-only", [](S &, P &, P &after) { after.mounts[0].readOnly = true; },
            {QStringLiteral("warning mount-changed /")});
        row("writable again", [](S &, P &before, P &) { before.mounts[0].readOnly = true; },
            {QStringLiteral("info mount-changed /")});
        row("a size that breathes", [](S &, P &, P &after) { after.mounts[1].totalBytes += 8 * GiB; }, {});
        row("a size that became known", [](S &, P &before, P &) { before.mounts[1].totalBytes = -1; }, {});
        row("the last mount at a place is what is seen",
            [](S &, P &before, P &after) {
                before.mounts.append({"/data", QStringLiteral("nfs4"), "host:/x"});
                after.mounts.append({"/data", QStringLiteral("nfs4"), "host:/x"});
                after.mounts[1].type = QStringLiteral("btrfs");
            },
            {});
        row("tool gone, tool back",
            [](S &, P &, P &after) {
                after.tools = {{QStringLiteral("tar"), QString()},
                               {QStringLiteral("dsmc"), QStringLiteral("/usr/bin/dsmc")},
                               {QStringLiteral("find"), QString()}};
            },
            {QStringLiteral("warning tool-gone tar"), QStringLiteral("info tool-back dsmc")});
        row("folders",
            [](S &server, P &before, P &after) {
                server.wanted = {"/gone"};
                server.current = {"/gone", "/data"};
                before.folders = {{"/gone", FolderPresence::Present},
                                  {"/other", FolderPresence::Present},
                                  {"/hidden", FolderPresence::Present},
                                  {"/file", FolderPresence::Present},
                                  {"/new", FolderPresence::Missing}};
                after.folders = {
                    {"/gone", FolderPresence::Missing},      {"/other", FolderPresence::Missing},
                    {"/hidden", FolderPresence::Unreadable}, {"/file", FolderPresence::NotFolder},
                    {"/new", FolderPresence::Present},       {"/asked first now", FolderPresence::Missing}};
            },
            {QStringLiteral("critical folder-gone /gone"), QStringLiteral("warning coverage-other /gone"),
             QStringLiteral("warning folder-gone /file"), QStringLiteral("warning folder-gone /hidden"),
             QStringLiteral("warning folder-gone /other"), QStringLiteral("info folder-back /new")});
        row("a link that leads elsewhere",
            [](S &, P &before, P &after) {
                before.realPaths.insert("/data", "/mnt/one");
                after.realPaths.insert("/data", "/mnt/two");
                after.realPaths.insert("/srv", "/mnt/srv");
            },
            {QStringLiteral("warning link-moved /data"), QStringLiteral("warning link-moved /srv")});
        row("links that an older snapshot does not know",
            [](S &, P &, P &after) { after.realPaths.insert("/data", "/mnt/two"); }, {});
        row("a folder leaves the backup: domain", [](S &, P &, P &after) { after.domain = QList<BytePath> {"/"}; },
            {QStringLiteral("critical coverage-lost /data/moodle"), QStringLiteral("warning domain-less /data")});
        row("a folder leaves the backup: file space", [](S &, P &, P &after) { after.fileSpaces->removeLast(); },
            {QStringLiteral("critical coverage-lost /data/moodle"), QStringLiteral("critical file-space-gone /data")});
        row("a folder comes into the backup",
            [](S &, P &before, P &) {
                before.domain = QList<BytePath> {"/"};
                before.fileSpaces->removeLast();
            },
            {QStringLiteral("info coverage-gained /data/moodle"), QStringLiteral("info file-space-new /data"),
             QStringLiteral("info domain-more /data")});
        row("a part of a folder leaves the backup",
            [](S &, P &before, P &after) {
                before.mounts.append({"/data/moodle/x", QStringLiteral("ext4"), "/dev/sdd1"});
                before.domain->append("/data/moodle/x");
                before.fileSpaces->append({"/data/moodle/x", night.addSecs(-60)});
                after.mounts = before.mounts;
            },
            {QStringLiteral("critical file-space-gone /data/moodle/x"),
             QStringLiteral("warning coverage-lost /data/moodle"),
             QStringLiteral("warning domain-less /data/moodle/x")});
        row("the server speaks for the first time: nothing left",
            [](S &, P &before, P &after) {
                before.fileSpaces.reset();
                before.domain.reset();
                after.domain = QList<BytePath> {"/"};
                after.fileSpaces->removeLast();
            },
            {QStringLiteral("warning coverage-other /data/moodle"), QStringLiteral("info client-back")});
        row("a new disk, where no client speaks",
            [](S &, P &before, P &after) {
                for (P *snapshot : {&before, &after}) {
                    snapshot->fileSpaces.reset();
                    snapshot->domain.reset();
                }
                after.mounts.append({"/data/moodle", QStringLiteral("ext4"), "/dev/sdd1"});
            },
            {QStringLiteral("critical coverage-lost /data/moodle"), QStringLiteral("info mount-new /data/moodle")});
        row("a disk goes away, where no client speaks",
            [](S &, P &before, P &after) {
                for (P *snapshot : {&before, &after}) {
                    snapshot->fileSpaces.reset();
                    snapshot->domain.reset();
                }
                before.mounts.append({"/data/moodle", QStringLiteral("ext4"), "/dev/sdd1"});
            },
            {QStringLiteral("warning mount-gone /data/moodle"), QStringLiteral("info coverage-gained /data/moodle")});
        row("a disk seen for the first time, where no client speaks",
            [](S &, P &before, P &after) {
                for (P *snapshot : {&before, &after}) {
                    snapshot->fileSpaces.reset();
                    snapshot->domain.reset();
                }
                before.mounts.clear();
                after.mounts.append({"/data/moodle", QStringLiteral("ext4"), "/dev/sdd1"});
            },
            {QStringLiteral("warning coverage-other /data/moodle")});
        row("the client goes",
            [](S &, P &, P &after) {
                after.fileSpaces.reset();
                after.domain.reset();
                after.storageManagerProblem = QStringLiteral("It asks for a password.");
            },
            {QStringLiteral("warning client-gone")});
        row("rules",
            [](S &, P &, P &after) {
                after.rules = {{false, IncludeExcludeRule::Scope::File, "/var/.../*", QStringLiteral("incl.excl")},
                               {true, IncludeExcludeRule::Scope::File, "/var/keep", QString()},
                               {true, IncludeExcludeRule::Scope::Other, "/x", QString()}};
            },
            {QStringLiteral("warning rule-new /var/.../*"), QStringLiteral("info rule-new /var/keep"),
             QStringLiteral("info rule-gone /.../cache")});
        row("rules not known then", [](S &, P &before, P &) { before.rules.reset(); }, {});
        row("fewer copies, more days, other default",
            [](S &, P &, P &after) {
                ManagementClass &standard = (*after.managementClasses)[0];
                standard.versionsExist = 2;
                standard.retainExtra = 30;
                standard.frequency = 2;
                standard.retainOnly = 60;
                standard.isDefault = false;
                ManagementClass other;
                other.name = QStringLiteral("YEARS");
                after.managementClasses->append(other);
            },
            {QStringLiteral("warning class-changed STANDARD"), QStringLiteral("warning class-changed STANDARD"),
             QStringLiteral("warning class-changed STANDARD"), QStringLiteral("info class-changed YEARS")});
        row("more copies; a class is gone",
            [](S &, P &before, P &after) {
                (*after.managementClasses)[0].versionsExist = NoLimit;
                ManagementClass other;
                other.name = QStringLiteral("YEARS");
                before.managementClasses->append(other);
            },
            {QStringLiteral("warning class-changed YEARS"), QStringLiteral("info class-changed STANDARD")});
        row("no incremental last night",
            [](S &, P &before, P &after) {
                (*before.fileSpaces)[0].lastIncremental = night.addSecs(-6 * 3600);
                (*after.fileSpaces)[0].lastIncremental = night.addSecs(-6 * 3600);
            },
            {QStringLiteral("warning incremental-stands /")});
        row("none was due: weekly",
            [](S &server, P &before, P &after) {
                server.decisions.backup.everyDays = 7;
                (*after.fileSpaces)[0].lastIncremental = (*before.fileSpaces)[0].lastIncremental;
            },
            {});
        row("none was due: too soon after",
            [](S &, P &before, P &after) {
                after.takenAt = before.takenAt.addSecs(3600);
                after.fileSpaces = before.fileSpaces;
            },
            {});
        row("never had one, and not in the nightly run",
            [](S &, P &before, P &after) {
                before.fileSpaces->append({"/old", night.addYears(-1)});
                after.fileSpaces->append({"/old", night.addYears(-1)});
                before.fileSpaces->append({"/never", QDateTime()});
                after.fileSpaces->append({"/never", QDateTime()});
            },
            {});
    }
    void changes()
    {
        QFETCH(Edit, edit);
        QFETCH(QStringList, expected);
        Server server = wanting({"/data/moodle"});
        ServerSnapshot before = quiet(0);
        ServerSnapshot after = quiet(1);
        edit(server, before, after);
        const QList<SnapshotChange> found = compareSnapshots(server, before, after);
        QCOMPARE(printed(found), expected);
        QStringList sentences;
        for (const SnapshotChange &change : found) {
            QVERIFY(change.sentence.endsWith(u'.'));
            QVERIFY2(!change.sentence.contains(u'%') && !change.sentence.contains(u'\n'), qPrintable(change.sentence));
            QVERIFY(!changeSubject(change.kind).isEmpty());
            QVERIFY(!sentences.contains(change.sentence));
            sentences << change.sentence;
        }
    }

    void aSnapshotIsEqualToItself()
    {
        QCOMPARE(compareSnapshots(wanting({"/data/moodle"}), quiet(0), quiet(0)), QList<SnapshotChange>());
        QCOMPARE(compareSnapshots(wanting({}), {}, {}), QList<SnapshotChange>());
    }

    void inWords()
    {
        QCOMPARE(changesInWords({}), QStringLiteral("nothing changed"));
        SnapshotChange change;
        change.severity = Severity::Critical;
        const QString words = changesInWords({change, SnapshotChange()});
        QVERIFY2(words.contains(u'2') && words.contains(u'1'), qPrintable(words));
        QVERIFY(isResized(100 * GiB, 102 * GiB));
        QVERIFY(!isResized(100 * GiB, 100 * GiB + 1));
        QVERIFY(!isResized(-1, 100 * GiB));
    }
};

NIGHTKEEP_TEST(TstSnapshotChanges, unit, Core)
#include "tst_snapshotchanges.moc"
