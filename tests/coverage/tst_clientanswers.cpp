// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole servers, from what their kernel and their storage manager's client print to the verdicts.
#include "tests/coverage/coveragefixture.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace CoverageFixture;

namespace {

/// What one server prints. The file spaces are names alone, of that morning.
struct Printed
{
    QByteArray mounts = "/dev/sda1 / ext4 rw,relatime 0 0\nproc /proc proc rw 0 0\n";
    QByteArray spaces = "/";
    QByteArray domain = "ALL-LOCAL";
    QByteArray rules = {}; ///< "Excl Directory /tmp", one a line
    QByteArray options = {}; ///< dsm.opt
    QByteArray system = {}; ///< dsm.sys
    QByteArray mountInfo = {};
};

ServerSnapshot probe(const Printed &printed, const QList<BytePath> &asked)
{
    QByteArray spaces = "  #     Last Incr Date          Type    File Space Name\n";
    for (const QByteArray &name : printed.spaces.split(' '))
        spaces += "  1     2008-10-25 03:04:05     UNKNOWN    " + name + '\n';
    QByteArray rules = "*** FILE INCLUDE/EXCLUDE ***\nMode Function  Pattern (match from top down)  Source File\n"
                       "---- --------- ------------------------------ -----------------\n";
    for (const QByteArray &rule : printed.rules.split('\n'))
        rules += rule.isEmpty() ? QByteArray() : rule + "  /etc/adsm/inclexcl.list\n";
    const QByteArray second = QByteArray::number(noon().toSecsSinceEpoch());
    QList<FrameRecord> records {{"CLOCK", {second, second, "+0000"}},
                                {"MOUNTS", {printed.mounts}},
                                {"MOUNTINFO", {printed.mountInfo}},
                                {"DSMC", {"asked"}},
                                {"DSMFILE", {"opt", "dsm.opt", printed.options}},
                                {"DSMFILE", {"sys", "dsm.sys", printed.system}},
                                {"FILESPACES", {"0", spaces}},
                                {"DOMAIN", {"0", "               DOMAIN: " + printed.domain + '\n'}},
                                {"INCLEXCL", {"0", rules}}};
    for (const BytePath &folder : asked)
        records.append({"FOLDER", {folder, "dir"}});
    return *parseProbe(records, noon(), noon());
}

} // namespace

Q_DECLARE_METATYPE(Printed)

class TstClientAnswers : public QObject
{
    Q_OBJECT

private slots:
    void servers_data();
    void servers();
    void unknownDomain();

private:
    void rulesOfServers();
    void includesUnderExcludes();
    void storesByLetter();
    void domainsOfServers();
    void sharesAsMountPoints();
    void mountsOfServers();
    void subvolumesOfServers();
    void tablesOfContainers();
    static void row(const char *name, const Printed &printed, const char *expected)
    {
        QTest::newRow(name) << printed << QString::fromLatin1(expected);
    }
};

void TstClientAnswers::servers_data()
{
    QTest::addColumn<Printed>("printed");
    QTest::addColumn<QString>("expected"); // of each wanted folder
    rulesOfServers();
    includesUnderExcludes();
    storesByLetter();
    domainsOfServers();
    sharesAsMountPoints();
    mountsOfServers();
    subvolumesOfServers();
    tablesOfContainers();
}

void TstClientAnswers::rulesOfServers()
{
    row("caches, queues and sessions",
        {.rules = "Excl Directory /tmp/*\nExcl Directory /home/.../.thumbnails/\nExcl Directory /mnt/*\n"
                  "Incl File      /var/spool/outbox/index.db\nExcl File      /var/spool/outbox/.../*\n"
                  "Excl File      /var/lib/php4/.../*\nIncl File      /var/cache/fonts/*.conf\n"
                  "Excl File      /var/cache/.../*\nExcl File      /tmp/*"},
        "/var partly, /var/lib/mysql covered, /home partly, /tmp uncovered, /var/cache partly, /var/cache/fonts "
        "partly, "
        "/var/spool/outbox partly, /var/lib/php4 uncovered, /mnt partly, /mnt/stick uncovered, /data/moodle covered");
    row("bare names of folders",
        {.mounts = "/dev/sda1 / ext3 rw 0 0\n/dev/sdb1 /metrics ext3 rw 0 0\n",
         .spaces = "/ /metrics",
         .rules = "Excl Filespace /setup\nExcl Filespace /metrics\nExcl Filespace /old/metrics\n"
                  "Excl All       /var/cache\nExcl All       /.../core"},
        "/metrics uncovered, /old/metrics covered, /setup covered, /var/cache covered, /var covered, /var/log covered");
    row("bare names of which some are files", {.rules = "Excl All /srv/site\nExcl All /srv/site/notes.txt"},
        "/srv/site partly, /srv partly, /srv/other covered");
    row("every folder of the root, and an include", {.rules = "Excl Directory /*\nIncl All       /backup"},
        "/backup uncovered, / partly");
    row("every folder of the root, and an include of all", {.rules = "Excl Directory /*\nIncl All /.../*"},
        "/srv uncovered, / partly");
    row("folders by letter, and an include", {.rules = "Excl Directory /[a-m]*\nIncl All /home/.../*"},
        "/home uncovered, /srv covered, / partly");
    row("an include under an excluded folder",
        {.rules = "Excl Directory /dumps/*\nIncl All       /dumps/*.tar.gz\nExcl All       /dev/*"},
        "/dumps partly, /dumps/db-b uncovered, /dumps/db-b/binlog uncovered, /dev partly");
    row("one branch brought back", {.rules = "Incl All       /opt/site/.../*\nExcl All       /opt/.../*"},
        "/opt/site covered, /opt partly, /opt/tools uncovered, /opt/site/a/b covered, /etc covered");
    row("two branches brought back, of which one too late",
        {.rules = "Incl All /opt/a/.../*\nExcl All /opt/.../*\nIncl All /opt/b/.../*"},
        "/opt/a covered, /opt/b uncovered, /opt partly");
    row("dumps by name", {.rules = "Excl All /usr/local/mysql/backup/mysqlbackup.dump*"},
        "/usr/local/mysql/backup partly, /usr/local partly, /usr/local/bin covered, /data covered");
    row("dumps of some months", {.rules = "Excl All /usr/local/mysql/backup/*-till-start-of-month-0[1-9]"},
        "/usr/local/mysql/backup partly, /usr/local/mysql partly");
    row("zips of a disk",
        {.mounts = "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /data ext4 rw 0 0\n",
         .spaces = "/ /data",
         .rules = "Excl All /.../core\nExcl All /data/.../*.zip"},
        "/data/moodle partly, /data partly, / partly, /srv covered");
    row("zips in quotes", {.rules = "Excl All \"/data/moodle/*/backupdata/*.zip\""},
        "/data/moodle partly, /data/moodle/12/backupdata partly, /data/apache covered");
    row("zips of the server's own rules", {.rules = "Excl All *.zip"},
        "/data/moodle partly, /data/apache/htdocs covered, /usr/local/mysql/backup covered");
}

void TstClientAnswers::includesUnderExcludes()
{
    row("a web server's caches and logs",
        {.rules = "Excl Directory /var/tmp\nExcl Directory /var/cache/httpd/*\nExcl File      /var/log/httpd/*.gz\n"
                  "Excl All       /.../core"},
        "/var partly, /var/tmp uncovered, /var/cache/httpd partly, /var/cache/httpd/proxy uncovered, "
        "/var/log/httpd partly, /var/www covered");
    row("what people leave in their homes",
        {.rules = "Excl Directory /home/*/Downloads\nExcl Directory /home/.../.trash\nExcl File      /home/*/*.iso"},
        "/home partly, /home/ann partly, /home/ann/Downloads uncovered, /srv covered");
    row("a spool of which one queue counts",
        {.rules = "Incl File      /var/spool/news/active/.../*\nExcl File      /var/spool/news/.../*\n"
                  "Excl Directory /lost+found"},
        "/var/spool/news partly, /var/spool/news/active covered, /var/spool/news/old uncovered, /var partly, / partly");
    row("folders two below the root", {.rules = "Excl Directory /*/*\nIncl All /srv/www/.../*"},
        "/srv/www uncovered, /srv partly, / partly");
    row("an include of all below an excluded folder", {.rules = "Excl Directory /srv/*\nIncl All /srv/www/.../*"},
        "/srv partly, /srv/www uncovered, /srv/www/site uncovered");
    row("an include before an excluded folder", {.rules = "Incl All /dumps/keep/*\nExcl Directory /dumps"},
        "/dumps uncovered, /dumps/keep uncovered, / partly");
    row("an include behind excluded files", {.rules = "Excl All /dumps/*\nIncl All /dumps/*.tar.gz"},
        "/dumps partly, /dumps/db-b covered");
    row("the database brought back", {.rules = "Incl All /var/lib/mysql/.../*\nExcl All /var/lib/.../*"},
        "/var/lib/mysql covered, /var/lib partly, /var/lib/apt uncovered, /var partly, /var/log covered");
    row("one level brought back", {.rules = "Incl All /opt/site/*\nExcl All /opt/.../*"},
        "/opt/site partly, /opt/site/a uncovered, /opt partly, /srv covered");
}

void TstClientAnswers::storesByLetter()
{
    const QByteArray disks = "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /post ext4 rw 0 0\n";
    row("homes of two letters",
        {.spaces = "/ /home/a /home/b",
         .domain = "/home/a /home/b",
         .rules = "Incl All       \"/home/[ab]*/.../*\"\nExcl All       /.../*",
         .system = "SE homes\n  VIRTUALMOUNTPOINT /home/a\n  VIRTUALMOUNTPOINT /home/b\n"},
        "/home/a covered, /home/b/bob covered, /home/c uncovered, /home partly, /etc uncovered");
    row("folders of half the alphabet",
        {.mounts = disks, .spaces = "/ /post", .rules = "Excl Directory \"/post/[n-z]*\""},
        "/post/ann covered, /post/ned uncovered, /post/zoe/new uncovered, /post partly, /data/moodle covered");
    row("files of all letters but one",
        {.mounts = disks, .spaces = "/ /post", .rules = "Excl All \"/post/[b-z]*/.../*\""},
        "/post/ann covered, /post/bob uncovered, /post partly, /data/moodle covered");
}

void TstClientAnswers::domainsOfServers()
{
    const QByteArray disks = "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /data ext4 rw 0 0\n";
    const auto withOptions = [&disks](const QByteArray &options, const QByteArray &system) {
        return Printed {.mounts = disks, .spaces = "/ /data", .domain = "/", .options = options, .system = system};
    };
    row("a domain in the client's file", withOptions("SErvername a\nDOMain / /data\n", ""), "/data/moodle covered");
    row("in its shortest form", withOptions("* remark\nSE  a\nDOM   / /data\n", ""), "/data/moodle covered");
    row("in the system's file", withOptions("", "SE a\n  doma  /data\n"), "/data/moodle covered");
    row("of another server", withOptions("SE a\n", "SE b\n  dom  /data\nSE a\n  dom /srv\n"), "/data/moodle uncovered");
    row("a word that only begins like it", withOptions("DOM.IMAGE /data\n", ""), "/data/moodle uncovered");
    row("a mail store by letters",
        {.mounts = "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /post ext4 rw 0 0\n",
         .spaces = "/ /post/a",
         .domain = "/post/a",
         .rules = "Excl Directory /.../.snapshot\nExcl Directory \"/[bcdefghijklmnoqrstuvwxyz]*\"\n"
                  "Incl All       \"/post/a*/.../*\"\nExcl All       /.../*\nExcl All       /*",
         .system = "SERVERNAME post-a\n  VIRTUALMOUNTPOINT /post/a\n"},
        "/post/a covered, /post/a/ann covered, /post/b uncovered, /data/moodle uncovered, /post partly");
    row("GPFS", {.mounts = "/dev/sda1 / ext4 rw 0 0\n/dev/gpfs1 /big gpfs rw,mtime 0 0\n", .spaces = "/ /big"},
        "/big/moodledata covered, /big covered, / covered");
    row("a cluster that we hold for the network's",
        {.mounts = "/dev/sda1 / ext4 rw 0 0\nmgs@tcp:/fs /big lustre rw 0 0\n", .spaces = "/ /big"},
        "/big/moodledata covered, / covered");
    row("the same, never backed up", {.mounts = "/dev/sda1 / ext4 rw 0 0\nmgs@tcp:/fs /big lustre rw 0 0\n"},
        "/big/moodledata uncovered, / partly");
    row("ZFS", {.mounts = "/dev/sda1 / ext4 rw 0 0\ntank/m /data/moodle zfs rw,xattr 0 0\n"},
        "/data/moodle uncovered, /data partly");
    row("ZFS as a virtual mount point",
        {.mounts = "/dev/sda1 / ext4 rw 0 0\ntank/m /data/moodle zfs rw,xattr 0 0\n",
         .spaces = "/ /data/moodle",
         .domain = "ALL-LOCAL /data/moodle",
         .system = "SErvername s\n VIRTUALMountpoint  /data/moodle\n"},
        "/data/moodle covered, /data covered");
    row("taken away by name", {.mounts = disks, .spaces = "/ /data", .domain = "ALL-LOCAL -/data"},
        "/data/moodle uncovered, / partly");
}

void TstClientAnswers::sharesAsMountPoints()
{
    const auto share = [](const QByteArray &line, const QByteArray &domain) {
        return Printed {.mounts = "/dev/sda1 / ext4 rw 0 0\n" + line + '\n',
                        .spaces = "/ /data/moodle",
                        .domain = domain,
                        .system = "SE s\n  virtualm /data/moodle\n"};
    };
    row("a network's as a virtual mount point", share("files:/m /data/moodle nfs4 rw 0 0", "ALL-LOCAL /data/moodle"),
        "/data/moodle covered, /data covered");
    row("a user's as a virtual mount point", share("host:/m /data/moodle fuse.sshfs rw 0 0", "/ /data/moodle"),
        "/data/moodle covered, /data covered");
    row("a network's, and taken away again", share("files:/m /data/moodle nfs rw 0 0", "/ -/data/moodle"),
        "/data/moodle uncovered, /data partly");
    const QByteArray dataset = "/dev/sda1 / ext4 rw 0 0\ntank/m /data/moodle zfs rw,xattr 0 0\n";
    row("ZFS that is backed up all the same", {.mounts = dataset, .spaces = "/ /data/moodle"},
        "/data/moodle covered, /data covered");
    row("ZFS in the domain, never backed up", {.mounts = dataset, .domain = "/ /data/moodle"},
        "/data/moodle uncovered, /data partly");
    row("ZFS below what is wanted", {.mounts = "/dev/sda1 / ext4 rw 0 0\ntank/f /data/moodle/files zfs rw 0 0\n"},
        "/data/moodle partly, /data/moodle/files uncovered, /data/apache covered");
}

void TstClientAnswers::subvolumesOfServers()
{
    const QByteArray top = "60 0 0:40 /@ / rw - btrfs /dev/sda2 rw,subvolid=256,subvol=/@\n";
    row("subvolumes for the homes alone",
        {.spaces = "/ /home",
         .mountInfo = top + "61 60 0:40 /@home /home rw - btrfs /dev/sda2 rw,subvolid=257,subvol=/@home\n"},
        "/etc covered, /home covered, /srv/www covered, / covered");
    row("subvolumes of which one is not in the domain",
        {.domain = "/",
         .mountInfo = "60 0 0:40 /root / rw - btrfs /dev/sda2 rw,subvol=/root\n"
                      "61 60 0:40 /home /home rw - btrfs /dev/sda2 rw,subvol=/home\n"},
        "/home uncovered, /home/ann uncovered, /etc covered, / partly");
    row("a subvolume for the database",
        {.domain = "/", .mountInfo = top + "61 60 0:40 /@db /var/lib/mysql rw - btrfs /dev/sda2 rw,subvol=/@db\n"},
        "/var/lib/mysql uncovered, /var/lib/mysql/moodle uncovered, /var partly, /var/log covered");
    row("the top level beside its subvolumes, and one mounted twice",
        {.spaces = "/ /home",
         .domain = "/ /home",
         .mountInfo = top
             + "61 60 0:40 / /pool rw - btrfs /dev/sda2 rw,subvolid=5,subvol=/\n"
               "62 60 0:40 /@home /home rw - btrfs /dev/sda2 rw,subvol=/@home\n"
               "63 60 0:40 /@srv /srv rw - btrfs /dev/sda2 rw,subvol=/@srv\n"
               "64 60 0:40 /@srv /srv rw - btrfs /dev/sdb1 rw,subvol=/@srv\n"},
        "/srv/moodle uncovered, /home covered, /etc covered, /pool/@srv uncovered, / partly");
}

void TstClientAnswers::tablesOfContainers()
{
    const QByteArray layers = "31 20 0:62 / / rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/c\n";
    row("a pod's table",
        {.domain = "/",
         .mountInfo = layers
             + "32 31 0:70 /m /data/moodle rw - nfs4 files:/vol rw\n33 31 253:2 /p/hosts /etc/hosts rw - ext4 "
               "/dev/dm-2 rw\n34 31 0:71 / /run/secrets/account ro - tmpfs tmpfs rw\n"},
        "/data/moodle uncovered, /etc partly, /srv covered, /run covered");
    row("a file of a volume's in a folder of data",
        {.domain = "/",
         .mountInfo = layers + "32 31 253:3 /s/config.php /data/moodle/config.php ro - xfs /dev/dm-3 rw\n"},
        "/data/moodle partly, /data partly, /etc covered");
    row("a folder whose original is gone",
        {.domain = "/", .mountInfo = layers + "32 31 253:3 /old//deleted /srv/gone rw - ext4 /dev/dm-3 rw\n"},
        "/srv/gone uncovered, /srv partly, /etc covered");
    row("a system container",
        {.domain = "/",
         .mountInfo = "40 30 0:28 /c1 / rw - btrfs /dev/sda2 rw,subvol=/c1\n41 40 0:5 / /proc rw - proc proc rw\n"
                      "42 41 0:50 / /proc/meminfo rw - fuse.lxcfs lxcfs rw\n43 40 0:6 / /dev rw - tmpfs none rw\n"
                      "44 40 0:50 / /var/lib/lxcfs rw - fuse.lxcfs lxcfs rw\n"},
        "/etc covered, /data/moodle covered, /var covered, / covered");
}

void TstClientAnswers::mountsOfServers()
{
    row("2008",
        {.mounts = "udev /dev tmpfs rw 0 0\n/dev/sda1 / ext3 rw 0 0\nvr /var/run tmpfs rw 0 0\n"
                   "vl /var/lock tmpfs rw 0 0\nds /dev/shm tmpfs rw 0 0\ndevpts /dev/pts devpts rw 0 0\n"
                   "m /lib/modules/2.6.22-15-server/volatile tmpfs rw 0 0\n/dev/sda5 /var ext3 rw 0 0\n",
         .spaces = "/ /var"},
        "/ covered, /var covered, /lib covered");
    const QByteArray btrfs = " rw - btrfs /dev/sda2 rw,space_cache,subvol=";
    row("subvolumes of a whole system",
        {.spaces = "/ /home /var /data",
         .domain = "/ /home /var /data",
         .mountInfo = "60 0 0:40 /@/.snapshots/7/snapshot /" + btrfs
             + "/@/.snapshots/7/snapshot\n61 60 0:40 /@/.snapshots " + "/.snapshots" + btrfs
             + "/@/.snapshots\n62 60 0:40 /@/home /home" + btrfs + "/@/home\n63 60 0:40 /@/srv /srv" + btrfs
             + "/@/srv\n64 60 0:40 /@/usr/local /usr/local" + btrfs + "/@/usr/local\n65 60 0:40 /@/var /var" + btrfs
             + "/@/var\n66 60 8:17 / /data rw - xfs /dev/sdb1 rw\n"},
        "/usr/local/mysql/backup uncovered, /var/lib/mysql covered, /srv/www uncovered, /home covered, "
        "/data/moodle covered, /.snapshots uncovered, /usr partly");
    row("a container's table",
        {.spaces = "/ /data/moodle",
         .domain = "/ /data/moodle",
         .mountInfo = "31 20 0:62 / / rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/c\n"
                      "32 31 0:65 / /proc rw - proc proc rw\n33 31 0:66 / /dev rw - tmpfs tmpfs rw\n"
                      "34 31 253:2 /vol/m /data/moodle rw - xfs /dev/dm-3 rw\n"
                      "35 31 253:2 /c/9/hosts /etc/hosts rw - xfs /dev/dm-3 rw\n"
                      "36 31 253:2 /away//deleted /opt/away rw - xfs /dev/dm-3 rw\n37 31 0:70 / /odd rw - tmpfs  rw\n"},
        "/data/moodle covered, /etc partly, /opt partly, /opt/away uncovered, /data covered");
}

void TstClientAnswers::servers()
{
    QFETCH(Printed, printed);
    QFETCH(QString, expected);
    QList<BytePath> wanted;
    for (const QString &part : expected.split(QStringLiteral(", ")))
        wanted.append(part.section(u' ', 0, 0).toUtf8());
    Server asked = server({}, {});
    asked.wanted = wanted;
    const ServerSnapshot snapshot = probe(printed, wanted);
    QCOMPARE(snapshot.storageManagerProblem, QString());
    QCOMPARE(snapshot.evidenceProblems, QStringList());
    QStringList states;
    for (const CoverageRow &row : compareCoverage(asked, snapshot)) {
        if (row.wanted)
            states += QString::fromUtf8(row.folder) + u' ' + nameOf(row.state);
    }
    QCOMPARE(states.join(QStringLiteral(",\n")), expected.split(QStringLiteral(", ")).join(QStringLiteral(",\n")));
}

/// A file space that has no full incremental is then in doubt, and not lost.
void TstClientAnswers::unknownDomain()
{
    const ServerSnapshot snapshot = probe({.domain = "ALL-LOFS"}, {"/srv"});
    QVERIFY(!snapshot.domain);
    QVERIFY2(snapshot.storageManagerProblem.contains(QStringLiteral("ALL-LOFS")),
             qPrintable(snapshot.storageManagerProblem));
    QCOMPARE(compareCoverage(server({}, QStringLiteral("/srv")), snapshot).first().state, CoverageState::Covered);
    ServerSnapshot never = snapshot;
    never.fileSpaces->first().lastIncremental = {};
    QCOMPARE(compareCoverage(server({}, QStringLiteral("/srv")), never).first().state, CoverageState::Unknown);
}

NIGHTKEEP_TEST(TstClientAnswers, unit, Core)
#include "tst_clientanswers.moc"
