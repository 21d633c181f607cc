// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/storagerequest.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;

namespace {

using Kind = RequestItem::Kind;
using ItemState = RequestItem::State;

const QDateTime Sent(QDate(2008, 11, 3), QTime(10, 0), QTimeZone::utc());

/// What the storage manager's client of a server takes: each a file space that was taken last night.
ServerSnapshot probed(const QList<BytePath> &taken, const QDateTime &when)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = when;
    snapshot.mounts = {{"/", QStringLiteral("ext4"), "/dev/sda1"}};
    snapshot.domain = taken;
    QList<FileSpace> spaces;
    for (const BytePath &path : taken)
        spaces.append({path, when.addSecs(-6 * 3600)});
    snapshot.fileSpaces = spaces;
    return snapshot;
}

ServerRow rowOf(const Server &server, const std::optional<ServerSnapshot> &snapshot)
{
    return {server, snapshot, std::nullopt, compareCoverage(server, snapshot)};
}

Server serverNamed(const char *name, const QList<BytePath> &wanted, const QList<BytePath> &current = {})
{
    Server server;
    server.name = QString::fromLatin1(name);
    server.storageNode = QStringLiteral("fs-p");
    server.wanted = wanted;
    server.current = current;
    return server;
}

StorageRequest requestFor(Kind kind, const BytePath &folder = "/data")
{
    RequestItem item;
    item.kind = kind;
    item.server = QStringLiteral("a.example.org");
    item.folder = folder;
    if (kind == Kind::Figures)
        item.figures.backup.versionsExist = 3;
    if (kind == Kind::Question)
        item.text = QStringLiteral("Why?");
    StorageRequest request;
    request.id = 7;
    request.createdAt = Sent;
    request.sentAt = Sent;
    request.items = {item};
    return request;
}

ManagementClass standardClass()
{
    ManagementClass standard {QStringLiteral("STANDARD")};
    standard.isDefault = true;
    standard.versionsExist = 3;
    standard.versionsDeleted = 1;
    standard.retainExtra = 30;
    standard.retainOnly = 60;
    standard.frequency = 0;
    standard.archiveRetain = 365;
    return standard;
}

/// One probe of "a.example.org" after the request.
struct World
{
    QList<BytePath> taken = {};
    int secondsAfter = 3600;
    bool clientAnswers = true;
    QList<BytePath> declared = {};
    FolderPresence presence = FolderPresence::Present;
    bool looked = true;
    QList<Mount> moreMounts = {};
    std::optional<QList<ManagementClass>> classes = {};
    bool neverTaken = false; ///< in the domain, without a full incremental
};

QList<ServerRow> rowsOf(const World &world, const BytePath &folder)
{
    Server server = serverNamed("A.example.org", {folder}, world.declared);
    ServerSnapshot snapshot = probed(world.taken, Sent.addSecs(world.secondsAfter));
    snapshot.mounts += world.moreMounts;
    if (!world.clientAnswers) {
        snapshot.domain.reset();
        snapshot.fileSpaces.reset();
    }
    if (world.neverTaken) {
        for (FileSpace &space : *snapshot.fileSpaces)
            space.lastIncremental = {};
    }
    if (world.looked)
        snapshot.folders.insert(folder, world.presence);
    snapshot.managementClasses = world.classes;
    return {rowOf(server, snapshot)};
}

} // namespace

Q_DECLARE_METATYPE(World)

/// What is asked of the storage team, and when it counts as done.
class TstStorageRequest : public QObject
{
    Q_OBJECT

private slots:
    void proposals();
    void memoryIsNotAskedFor();
    void askedAlreadyIsNotChosen();
    void figuresProposed();
    void figures_data();
    void figures();
    void whatClosesAnItem_data();
    void whatClosesAnItem();
    void endedItemsStay();
    void againstTheSlowWay();
    void statesOfARequest();
    void findings_data();
    void findings();
    void coverageFindingsSayThatItWasAsked();
};

void TstStorageRequest::proposals()
{
    // /data is taken whole, /var is not, /srv is taken but never was whole, /old nobody wants.
    ServerSnapshot snapshot = probed({"/data", "/srv", "/old"}, Sent);
    (*snapshot.fileSpaces)[1].lastIncremental = {};
    snapshot.folders.insert("/gone", FolderPresence::Missing);
    const Server a = serverNamed("a.example.org", {"/data", "/var", "/srv", "/gone"});
    const Server b = serverNamed("b.example.org", {"/web"}, {"/elsewhere"}); // the page's word alone
    const QList<ProposedItem> proposed = proposeItems({rowOf(a, snapshot), rowOf(b, std::nullopt)}, {});

    QStringList lines;
    for (const ProposedItem &candidate : proposed)
        lines += QStringLiteral("%1 %2 %3 %4 %5")
                     .arg(candidate.item.server, nameOf(candidate.item.kind), QString::fromUtf8(candidate.item.folder),
                          nameOf(candidate.item.evidence),
                          candidate.chosen ? QStringLiteral("chosen") : QStringLiteral("offered"));
    const QStringList expected {
        QStringLiteral("a.example.org addFolder /var observed chosen"),
        QStringLiteral("a.example.org reachFolder /srv observed chosen"),
        QStringLiteral("a.example.org dropFolder /old observed offered"),
        QStringLiteral("b.example.org addFolder /web declared chosen"),
        QStringLiteral("b.example.org dropFolder /elsewhere declared offered"),
        QStringLiteral(" question  declared offered"),
    };
    QCOMPARE(lines.join(u'\n'), expected.join(u'\n'));
    QCOMPARE(proposed.first().item.storageNode, QStringLiteral("fs-p"));
    QCOMPARE(proposed.first().item.reason, rowOf(a, snapshot).coverage.at(1).reason);
    QCOMPARE(proposed.first().item.observedAt, Sent);
    QVERIFY(!proposed.at(3).item.observedAt.isValid());
}

void TstStorageRequest::memoryIsNotAskedFor()
{
    ServerSnapshot snapshot = probed({"/"}, Sent);
    snapshot.mounts = {{"/", QStringLiteral("ext4"), "/dev/sda1"},
                       {"/run", QStringLiteral("tmpfs"), "tmpfs"},
                       {"/data/sess", QStringLiteral("tmpfs"), "tmpfs"},
                       {"/tmp", QStringLiteral("tmpfs"), "tmpfs"},
                       {"/srv/big", QStringLiteral("ext4"), "/dev/sdb1"}};
    const Server asked = serverNamed("a.example.org", {"/data", "/data/sess", "/tmp", "/srv"});
    const QList<ProposedItem> proposed = proposeItems({rowOf(asked, snapshot)}, {});
    QCOMPARE(proposed.size(), 2); // and the question
    QCOMPARE(proposed.first().item.folder, BytePath("/srv"));
    QVERIFY(!proposed.first().item.reason.contains(QStringLiteral("/run")));
}

void TstStorageRequest::askedAlreadyIsNotChosen()
{
    const Server server = serverNamed("a.example.org", {"/data", "/Data"});
    const QList<ServerRow> rows {rowOf(server, probed({"/srv"}, Sent))};
    StorageRequest asked = requestFor(Kind::ReachFolder); // as good as asking to add it
    QList<ProposedItem> proposed = proposeItems(rows, {asked});
    QCOMPARE(proposed.at(0).item.folder, BytePath("/data"));
    QVERIFY(!proposed.at(0).chosen);
    QCOMPARE(proposed.at(0).askedAt, Sent);
    QVERIFY(proposed.at(1).chosen); // another folder: case matters in paths
    QVERIFY(!proposed.at(1).askedAt.isValid());

    StorageRequest later = asked;
    later.sentAt = Sent.addDays(2);
    QCOMPARE(proposeItems(rows, {later, asked}).at(0).askedAt, later.sentAt);

    asked.items[0].state = ItemState::Withdrawn;
    QVERIFY(proposeItems(rows, {asked}).at(0).chosen);
    asked.items[0].state = ItemState::Open;
    asked.items[0].kind = Kind::DropFolder; // the opposite
    QVERIFY(proposeItems(rows, {asked}).at(0).chosen);
    asked.items[0].kind = Kind::AddFolder;
    asked.items[0].server = QStringLiteral("b.example.org");
    QVERIFY(proposeItems(rows, {asked}).at(0).chosen);
    asked.items[0].server = QStringLiteral("A.EXAMPLE.org");
    QVERIFY(!proposeItems(rows, {asked}).at(0).chosen);
}

void TstStorageRequest::figuresProposed()
{
    Server server = serverNamed("a.example.org", {});
    server.decisions.backup.versionsExist = 3;
    ServerSnapshot snapshot = probed({}, Sent);
    snapshot.managementClasses = QList<ManagementClass> {standardClass()};
    QCOMPARE(proposeItems({rowOf(server, snapshot)}, {}).size(), 1); // as decided: the question alone

    snapshot.managementClasses->first().versionsExist = 2;
    QList<ProposedItem> proposed = proposeItems({rowOf(server, snapshot)}, {});
    QCOMPARE(proposed.size(), 2);
    QCOMPARE(proposed.first().item.kind, Kind::Figures);
    QCOMPARE(proposed.first().item.evidence, Evidence::Observed);
    QVERIFY(proposed.first().chosen);
    QVERIFY(proposed.first().item.reason.contains(QStringLiteral("shows 2")));

    proposed = proposeItems({rowOf(server, std::nullopt)}, {});
    QCOMPARE(proposed.size(), 2);
    QCOMPARE(proposed.first().item.evidence, Evidence::Declared);

    server.decisions.policyAgreement.state = Agreement::State::ToBeAgreed;
    QVERIFY(!proposeItems({rowOf(server, snapshot)}, {}).first().chosen);

    server.decisions = {};
    server.decisions.archive.timesAYear = 3; // no class can show that
    QCOMPARE(proposeItems({rowOf(server, snapshot)}, {}).size(), 1);
}

void TstStorageRequest::figures_data()
{
    QTest::addColumn<int>("figure"); // in the order of compareFigures
    QTest::addColumn<int>("wanted");
    QTest::addColumn<int>("shown"); // -2: not said
    QTest::addColumn<QString>("outcome");
    const QString same = QStringLiteral("same");
    const QString differs = QStringLiteral("differs");
    const QString unknown = QStringLiteral("unknown");
    QTest::newRow("nightly, always allowed") << 0 << 1 << 0 << same;
    QTest::newRow("nightly, once a day") << 0 << 1 << 1 << same;
    QTest::newRow("nightly, once a week") << 0 << 1 << 7 << differs;
    QTest::newRow("weekly, nightly allowed") << 0 << 7 << 1 << same;
    QTest::newRow("nightly, not said") << 0 << 1 << -2 << unknown;
    QTest::newRow("copies alike") << 1 << 3 << 3 << same;
    QTest::newRow("more copies than wanted") << 1 << 3 << 4 << differs;
    QTest::newRow("fewer copies") << 1 << 3 << 2 << differs;
    QTest::newRow("copies without limit, wanted") << 1 << NoLimit << NoLimit << same;
    QTest::newRow("copies without limit, not wanted") << 1 << 3 << NoLimit << differs;
    QTest::newRow("limit where none is wanted") << 1 << NoLimit << 3 << differs;
    QTest::newRow("copies not said") << 1 << NoLimit << -2 << unknown;
    QTest::newRow("days of extra copies") << 2 << 30 << 30 << same;
    QTest::newRow("other days of extra copies") << 2 << 30 << 60 << differs;
    QTest::newRow("copies once deleted") << 3 << 1 << 1 << same;
    QTest::newRow("other copies once deleted") << 3 << 1 << 0 << differs;
    QTest::newRow("days of the last copy") << 4 << 60 << 60 << same;
    QTest::newRow("other days of the last copy") << 4 << 60 << 59 << differs;
    QTest::newRow("seven years") << 5 << 7 << 7 * 365 << same;
    QTest::newRow("seven years with leap days") << 5 << 7 << 7 * 365 + 2 << same;
    QTest::newRow("a day short of seven years") << 5 << 7 << 7 * 365 - 1 << differs;
    QTest::newRow("longer than seven years") << 5 << 7 << 7 * 366 + 1 << differs;
    QTest::newRow("for ever") << 5 << NoLimit << NoLimit << same;
    QTest::newRow("for ever, limited") << 5 << NoLimit << 3650 << differs;
    QTest::newRow("years, without limit") << 5 << 7 << NoLimit << differs;
}

void TstStorageRequest::figures()
{
    QFETCH(int, figure);
    QFETCH(int, wanted);
    QFETCH(int, shown);
    QFETCH(QString, outcome);
    BackupFigures backup;
    ArchiveFigures archive;
    ManagementClass inForce = standardClass();
    const QList<QPair<std::optional<int> *, std::optional<int> *>> places {
        {&backup.everyDays, &inForce.frequency},     {&backup.versionsExist, &inForce.versionsExist},
        {&backup.retainExtra, &inForce.retainExtra}, {&backup.versionsDeleted, &inForce.versionsDeleted},
        {&backup.retainOnly, &inForce.retainOnly},   {&archive.keepYears, &inForce.archiveRetain}};
    *places.at(figure).first = wanted;
    *places.at(figure).second = shown == -2 ? std::nullopt : std::optional(shown);
    const auto outcomeWith = [&](const std::optional<QList<ManagementClass>> &classes) {
        ServerSnapshot snapshot;
        snapshot.managementClasses = classes;
        const QList<FigureComparison> compared = compareFigures(backup, archive, defaultClass(snapshot));
        if (compared.size() != 1)
            return QStringLiteral("%1 figures").arg(compared.size());
        switch (compared.first().outcome) {
        case FigureComparison::Outcome::Same:
            return QStringLiteral("same");
        case FigureComparison::Outcome::Differs:
            return QStringLiteral("differs");
        case FigureComparison::Outcome::Unknown:
            break;
        }
        return QStringLiteral("unknown");
    };
    QCOMPARE(outcomeWith(QList<ManagementClass> {inForce}), outcome);
    ManagementClass other = inForce;
    other.isDefault = false;
    QCOMPARE(outcomeWith(QList<ManagementClass> {other}), QStringLiteral("unknown"));
    QCOMPARE(outcomeWith(QList<ManagementClass> {other, inForce}), outcome);
    QCOMPARE(outcomeWith(QList<ManagementClass> {inForce, inForce}), QStringLiteral("unknown"));
    QCOMPARE(outcomeWith(std::nullopt), QStringLiteral("unknown"));
    QVERIFY(!compareFigures(backup, archive, nullptr).first().wanted.isEmpty());
}

void TstStorageRequest::whatClosesAnItem_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<World>("world");
    QTest::addColumn<bool>("done");
    const auto add = [](const char *name, Kind kind, const World &world, bool done) {
        QTest::newRow(name) << static_cast<int>(kind) << world << done;
    };
    const Mount below {"/data/moodle", QStringLiteral("ext4"), "/dev/sdb1"};
    add("added, seen", Kind::AddFolder, {{"/data"}}, true);
    add("added by a folder above", Kind::AddFolder, {{"/"}}, true);
    add("reached, seen", Kind::ReachFolder, {{"/data"}}, true);
    add("only a namesake added", Kind::AddFolder, {{"/database"}}, false);
    add("not added", Kind::AddFolder, {{"/srv"}}, false);
    add("seen at the very moment of asking", Kind::AddFolder, {{"/data"}, 0}, false);
    add("seen before asking", Kind::AddFolder, {{"/data"}, -60}, false);
    add("the page says so", Kind::AddFolder, {{}, 60, false, {"/data"}}, false);
    add("the page says so, mounts known", Kind::ReachFolder, {{}, 60, false, {"/"}}, false);
    add("in the domain, never taken whole", Kind::AddFolder,
        {{"/data"}, 60, true, {}, FolderPresence::Present, true, {}, {}, true}, false);
    add("partly", Kind::AddFolder, {{"/data"}, 60, true, {}, FolderPresence::Present, true, {below}}, false);
    add("partly, and the rest too", Kind::AddFolder,
        {{"/data", "/data/moodle"}, 60, true, {}, FolderPresence::Present, true, {below}}, true);
    add("a folder that is not there", Kind::AddFolder, {{"/data"}, 60, true, {}, FolderPresence::Missing}, false);
    add("a folder that may not be seen", Kind::AddFolder, {{"/data"}, 60, true, {}, FolderPresence::Unreadable}, false);
    add("a folder nobody looked at", Kind::AddFolder, {{"/data"}, 60, true, {}, FolderPresence::Present, false}, false);
    add("dropped, seen", Kind::DropFolder, {{"/srv"}}, true);
    add("dropped, nothing left", Kind::DropFolder, {{}}, true);
    add("still taken", Kind::DropFolder, {{"/data"}}, false);
    add("taken by a folder above now", Kind::DropFolder, {{"/"}}, false);
    add("still in the domain, never taken whole", Kind::DropFolder,
        {{"/data"}, 60, true, {}, FolderPresence::Present, true, {}, {}, true}, false);
    add("partly dropped", Kind::DropFolder, {{"/data"}, 60, true, {}, FolderPresence::Present, true, {below}}, false);
    add("dropped on the page alone", Kind::DropFolder, {{}, 60, false, {"/srv"}}, false);
    add("dropped before asking", Kind::DropFolder, {{"/srv"}, -60}, false);
    ManagementClass three = standardClass();
    ManagementClass two = three;
    two.versionsExist = 2;
    const auto withClasses = [](const std::optional<QList<ManagementClass>> &classes, int after) {
        return World {{}, after, true, {}, FolderPresence::Present, true, {}, classes};
    };
    add("figures shown", Kind::Figures, withClasses(QList<ManagementClass> {three}, 60), true);
    add("other figures", Kind::Figures, withClasses(QList<ManagementClass> {two}, 60), false);
    add("figures unknown", Kind::Figures, withClasses(std::nullopt, 60), false);
    add("no class at all", Kind::Figures, withClasses(QList<ManagementClass>(), 60), false);
    add("two default classes", Kind::Figures, withClasses(QList<ManagementClass> {three, three}, 60), false);
    add("figures shown before asking", Kind::Figures, withClasses(QList<ManagementClass> {three}, -60), false);
    add("a question stays", Kind::Question, {{"/data"}}, false);
}

void TstStorageRequest::whatClosesAnItem()
{
    QFETCH(int, kind);
    QFETCH(World, world);
    QFETCH(bool, done);
    const StorageRequest request = requestFor(static_cast<Kind>(kind));
    const QList<ServerRow> rows = rowsOf(world, "/data");
    const StorageRequest now = settled(request, rows);
    QCOMPARE(now.items.first().state == ItemState::Done, done);
    QCOMPARE(now.isOpen(), !done);
    QCOMPARE(now.items.first().endedAt, done ? rows.first().snapshot->takenAt : QDateTime());
    QCOMPARE(now.items.first().endedWhy.isEmpty(), !done);
    QCOMPARE(now.closedAt(), now.items.first().endedAt);
    if (!done)
        QCOMPARE(now, request);

    StorageRequest unsent = request;
    unsent.sentAt = {};
    QCOMPARE(settled(unsent, rows), unsent);
    StorageRequest elsewhere = request;
    elsewhere.items[0].server = QStringLiteral("b.example.org");
    QCOMPARE(settled(elsewhere, rows), elsewhere);
}

void TstStorageRequest::endedItemsStay()
{
    StorageRequest request = settled(requestFor(Kind::AddFolder), rowsOf({{"/data"}}, "/data"));
    QVERIFY(!request.isOpen());
    // It left the backup again: that is a finding of its own, not the old request's.
    QCOMPARE(settled(request, rowsOf({{"/srv"}, 7200}, "/data")), request);
    QCOMPARE(settled(request, rowsOf({{"/data"}, 7200}, "/data")), request);
    request = requestFor(Kind::AddFolder);
    request.items[0].state = ItemState::Withdrawn;
    QCOMPARE(settled(request, rowsOf({{"/data"}}, "/data")), request);
}

/// Folders of a little tree, one file system, on which "is it backed up" is a walk upwards.
void TstStorageRequest::againstTheSlowWay()
{
    const QList<BytePath> tree {"/", "/data", "/data/moodle", "/data/moodle/1", "/database", "/srv", "/srv/data"};
    QRandomGenerator random(20081103);
    const auto pick = [&] { return tree.at(random.bounded(static_cast<int>(tree.size()))); };
    int done = 0;
    int open = 0;
    for (int run = 0; run < 10'000; ++run) {
        QSet<BytePath> chosen;
        for (int i = random.bounded(4); i > 0; --i)
            chosen.insert(pick());
        QSet<BytePath> whole; // of those, which were ever taken whole
        const BytePath folder = pick();
        const bool answers = random.bounded(5) != 0;
        const bool looked = random.bounded(5) != 0;
        const int after = random.bounded(-2, 3) * 60;
        QList<BytePath> taken(chosen.begin(), chosen.end());
        std::sort(taken.begin(), taken.end()); // a set's order is another in each run
        ServerSnapshot snapshot = probed(taken, Sent.addSecs(after));
        for (FileSpace &space : *snapshot.fileSpaces) {
            if (random.bounded(4) == 0)
                space.lastIncremental = {};
            else
                whole.insert(space.name);
        }
        if (looked)
            snapshot.folders.insert(folder, FolderPresence::Present);
        if (!answers) {
            snapshot.domain.reset();
            snapshot.fileSpaces.reset();
        }
        const bool stillWanted = random.bounded(2) == 0;
        const Server server =
            serverNamed("a.example.org", stillWanted ? QList<BytePath> {folder} : QList<BytePath>(), {"/"});

        // Upwards by text: the nearest folder that is taken. Downwards: all that is taken below.
        BytePath at = folder;
        while (!chosen.contains(at) && at != "/")
            at = at.lastIndexOf('/') == 0 ? BytePath("/") : at.left(at.lastIndexOf('/'));
        bool allBelowWhole = true;
        bool anyBelow = false;
        for (const BytePath &other : std::as_const(chosen)) {
            if (other == folder || !(folder == "/" ? true : other.startsWith(folder + '/')))
                continue;
            anyBelow = true;
            allBelowWhole = allBelowWhole && whole.contains(other);
        }
        const bool held = chosen.contains(at);
        const bool inTime = answers && after > 0;
        const bool addDone = inTime && looked && held && whole.contains(at) && allBelowWhole;
        const bool dropDone = inTime && !held && !anyBelow;

        const ServerRow row = rowOf(server, snapshot);
        const StorageRequest add = settled(requestFor(Kind::AddFolder, folder), {row});
        const StorageRequest drop = settled(requestFor(Kind::DropFolder, folder), {row});
        const QByteArray told = "run " + QByteArray::number(run) + " folder " + folder + " taken " + taken.join(' ');
        QVERIFY2((add.items.first().state == ItemState::Done) == addDone, told.constData());
        if (held || !anyBelow) // what is taken below only: the rule may call the folder partly or not taken
            QVERIFY2((drop.items.first().state == ItemState::Done) == dropDone, told.constData());
        addDone || dropDone ? ++done : ++open;
    }
    QVERIFY(done > 2000);
    QVERIFY(open > 2000);
}

void TstStorageRequest::statesOfARequest()
{
    StorageRequest request = requestFor(Kind::AddFolder);
    request.items += requestFor(Kind::DropFolder, "/old").items;
    request.items[1].server = QStringLiteral("B.example.org");
    request.items += requestFor(Kind::Question).items;
    request.items[2].server.clear();
    request.items += requestFor(Kind::AddFolder, "/b").items;
    request.items[3].server = QStringLiteral("b.example.org");
    QCOMPARE(request.servers(), QStringList({QStringLiteral("a.example.org"), QStringLiteral("B.example.org")}));
    QCOMPARE(request.count(ItemState::Open), 4);
    QVERIFY(!request.closedAt().isValid());
    for (qsizetype i = 0; i < request.items.size(); ++i) {
        QVERIFY(request.isOpen());
        request.items[i].state = i % 2 ? ItemState::Done : ItemState::Withdrawn;
        request.items[i].endedAt = Sent.addDays(i == 1 ? 9 : i);
    }
    QVERIFY(!request.isOpen());
    QCOMPARE(request.closedAt(), Sent.addDays(9));
    request.items[1].state = ItemState::Open;
    request.sentAt = {};
    QVERIFY(!request.isOpen()); // not even sent
    QVERIFY(!StorageRequest().isOpen());
}

void TstStorageRequest::findings_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("open");
    QTest::addColumn<bool>("found");
    QTest::newRow("today") << 0 << true << false;
    QTest::newRow("two weeks") << 14 << true << false;
    QTest::newRow("a day longer") << 15 << true << true;
    QTest::newRow("sixteen days") << 16 << true << true;
    QTest::newRow("long ago, closed") << 100 << false << false;
}

void TstStorageRequest::findings()
{
    QFETCH(int, days);
    QFETCH(bool, open);
    QFETCH(bool, found);
    StorageRequest request = requestFor(Kind::AddFolder, "/data/<b>\n");
    if (!open)
        request.items[0].state = ItemState::Withdrawn;
    const QList<Finding> findings = requestFindings({request}, Sent.addDays(days));
    QCOMPARE(findings.size(), found ? 1 : 0);
    if (!found)
        return;
    const Finding &finding = findings.first();
    QCOMPARE(finding.id, QStringLiteral("request/7"));
    QCOMPARE(finding.severity, Severity::Warning);
    QCOMPARE(finding.page, Page::Servers);
    QCOMPARE(finding.object, QStringLiteral("a.example.org"));
    QVERIFY(finding.title.contains(QString::number(days)));
    QVERIFY(finding.reason.contains(QStringLiteral("/data/<b>\\n")));
    QVERIFY(!finding.advice.isEmpty());
}

void TstStorageRequest::coverageFindingsSayThatItWasAsked()
{
    const Server server = serverNamed("A.example.org", {"/data", "/Data", "/dat\xff"});
    QList<Finding> findings = coverageFindings(compareCoverage(server, probed({"/srv"}, Sent)));
    QVERIFY(findings.size() >= 3);
    const QList<Finding> before = findings;
    StorageRequest request = requestFor(Kind::AddFolder);
    request.items += requestFor(Kind::AddFolder, "/dat\xff").items;
    noteRequests(findings, {request});
    QVERIFY(findings.at(0).advice.contains(QStringLiteral("3 November 2008")));
    QCOMPARE(findings.at(1), before.at(1));
    QVERIFY(findings.at(2).advice.contains(QStringLiteral("3 November 2008")));
    for (qsizetype i = 3; i < findings.size(); ++i)
        QCOMPARE(findings.at(i), before.at(i));

    request.items[0].state = ItemState::Done;
    findings = before;
    noteRequests(findings, {request});
    QCOMPARE(findings.at(0), before.at(0));
    request.items[1].state = ItemState::Withdrawn;
    findings = before;
    noteRequests(findings, {request});
    QCOMPARE(findings, before);
}

NIGHTKEEP_TEST(TstStorageRequest, unit, Core)
#include "tst_storagerequest.moc"
