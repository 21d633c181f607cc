// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random servers, judged by the product and by the oracle: no difference is allowed.
#include "models/coverage/coverage.h"
#include "models/storage/mounttable.h"
#include "tests/coverage/randomestate.h"
#include "tests/support/testmain.h"

#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;
namespace Oracle = CoverageOracle;
using RandomEstate::Dice;
using RandomEstate::randomEstate;

namespace {

constexpr int Cases = 10000;

BytePath bytes(const Oracle::Path &path)
{
    return BytePath::fromStdString(path);
}

QList<BytePath> bytes(const std::set<Oracle::Path> &paths)
{
    QList<BytePath> list;
    for (const Oracle::Path &path : paths)
        list.append(bytes(path));
    return list;
}

Server serverOf(const Oracle::Estate &estate)
{
    Server server;
    server.name = QStringLiteral("random");
    server.current = bytes(estate.current);
    server.service = estate.service == Oracle::Service::Moodle ? QStringLiteral("live Moodle")
        : estate.service == Oracle::Service::Database          ? QStringLiteral("MySQL replica")
                                                               : QStringLiteral("wiki");
    for (const Oracle::Path &path : estate.wanted)
        server.wanted.append(bytes(path));
    return server;
}

IncludeExcludeRule ruleOf(const Oracle::Rule &rule)
{
    using Scope = IncludeExcludeRule::Scope;
    const Scope scope = rule.kind == Oracle::Rule::Space ? Scope::FileSpace
        : rule.kind == Oracle::Rule::Folder              ? Scope::Directory
                                                         : Scope::File;
    return {rule.include, scope, bytes(rule.pattern), {}, {}};
}

ServerSnapshot snapshotOf(const Oracle::Estate &estate)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = QDateTime(QDate(2008, 10, 25), QTime(12, 0), QTimeZone::utc());
    for (const auto &[target, type] : estate.mounts) {
        Mount mount;
        mount.target = bytes(target);
        mount.type = type == "bind"            ? QStringLiteral("ext4")
            : type == "shm" || type == "again" ? QStringLiteral("tmpfs")
                                               : QString::fromStdString(type);
        mount.source = type == "shm" ? "shm" : "/dev/sda1";
        mount.local = type != "nfs4" && type != "fuse.lxcfs" && type != "autofs";
        if (type == "bind")
            mount.bindOf = "/a";
        if (type == "again")
            mount.bindOf = "/run";
        if (type == "btrfs")
            mount.root = "/@one"; // a subvolume
        snapshot.mounts.append(mount);
    }
    if (estate.system)
        snapshot.mounts += readMounts("tmpfs /run tmpfs rw 0 0\nshm /srv/engine/9c/shm tmpfs rw 0 0\n"
                                      "tmpfs /tmp tmpfs rw 0 0\n-hosts /net autofs rw 0 0\n"
                                      "overlay /srv/engine/overlay2/9c/merged overlay rw 0 0\n");
    if (estate.spaces) {
        snapshot.fileSpaces = QList<FileSpace>();
        for (const auto &[space, age] : *estate.spaces) {
            const QDateTime when = age == Oracle::Age::Never ? QDateTime()
                : age == Oracle::Age::Stale                  ? snapshot.takenAt.addDays(-2)
                                                             : snapshot.takenAt.addSecs(-9 * 3600);
            snapshot.fileSpaces->append({bytes(space), when});
        }
    }
    if (estate.domain)
        snapshot.domain = bytes(*estate.domain);
    snapshot.domainAllLocal = estate.allLocal;
    snapshot.domainWithout = bytes(estate.without);
    snapshot.virtualMountPoints = bytes(estate.virtualMounts);
    snapshot.rules = QList<IncludeExcludeRule>();
    for (const Oracle::Rule &rule : estate.rules)
        snapshot.rules->append(ruleOf(rule));
    for (const auto &[link, place] : estate.links)
        snapshot.realPaths.insert(bytes(link), bytes(place));
    for (const Oracle::Path &path : estate.missing)
        snapshot.folders.insert(bytes(path), FolderPresence::Missing);
    for (const Oracle::Path &path : estate.present)
        snapshot.folders.insert(bytes(path), FolderPresence::Present);
    return snapshot;
}

/// What the page says, with no server asked.
Oracle::Estate pageAlone(const Oracle::Estate &estate)
{
    Oracle::Estate page;
    page.words = estate.words;
    page.current = estate.current;
    return page;
}

CoverageState stateOf(Oracle::State state)
{
    switch (state) {
    case Oracle::State::Covered:
        return CoverageState::Covered;
    case Oracle::State::Partly:
        return CoverageState::Partly;
    case Oracle::State::Uncovered:
        return CoverageState::Uncovered;
    case Oracle::State::Stale:
        return CoverageState::Stale;
    case Oracle::State::Unknown:
        break;
    }
    return CoverageState::Unknown;
}

QString described(const Oracle::Estate &estate, const CoverageRow &row)
{
    QStringList words {QString::fromUtf8(row.folder), nameOf(row.state), row.reason};
    for (const auto &[target, type] : estate.mounts)
        words << QString::fromStdString("mount " + target + ":" + type);
    for (const Oracle::Path &path : estate.current)
        words << QString::fromStdString("current " + path);
    if (estate.spaces) {
        words << QStringLiteral("spaces known");
        for (const auto &[path, age] : *estate.spaces)
            words << QStringLiteral("space %1 %2").arg(QString::fromStdString(path)).arg(int(age));
    }
    if (estate.domain) {
        words << QStringLiteral("domain known");
        for (const Oracle::Path &path : *estate.domain)
            words << QString::fromStdString("domain " + path);
    }
    if (estate.allLocal)
        words << QStringLiteral("by a keyword");
    for (const Oracle::Path &path : estate.without)
        words << QString::fromStdString("without " + path);
    words << QStringLiteral("service %1").arg(int(estate.service));
    if (estate.system)
        words << QStringLiteral("with a system's mounts");
    for (const Oracle::Path &path : estate.present)
        words << QString::fromStdString("present " + path);
    for (const Oracle::Path &path : estate.missing)
        words << QString::fromStdString("missing " + path);
    for (const Oracle::Path &path : estate.virtualMounts)
        words << QString::fromStdString("virtual " + path);
    for (const Oracle::Rule &rule : estate.rules)
        words << QStringLiteral("rule %1 %2 %3")
                     .arg(int(rule.kind))
                     .arg(rule.include)
                     .arg(QString::fromStdString(rule.pattern));
    for (const auto &[link, place] : estate.links)
        words << QString::fromStdString("link " + link + " -> " + place);
    return words.join(QStringLiteral("\n  "));
}

/// How many servers had something of each kind.
class Kinds
{
public:
    Kinds()
    {
        for (const char *what : Mounts) {
            for (const char *where : Places)
                m_servers[word(what, where)] = 0;
        }
        for (const Name<Purpose> &purpose : Names<Purpose>) {
            for (const bool byName : {true, false})
                m_servers[word(purpose.value, byName)] = 0;
        }
    }
    void count(const Oracle::Estate &estate, const QList<CoverageRow> &rows)
    {
        std::set<QString> met;
        for (size_t at = 0; at < estate.wanted.size(); ++at) {
            const Oracle::Path &wanted = estate.wanted.at(at);
            for (const auto &[root, type] : estate.mounts)
                addMount(met, root, type, wanted);
            const bool byName = !Oracle::filesKeptIn(wanted, Oracle::Service::Other).empty();
            const bool byService = !byName && !Oracle::filesKeptIn(wanted, estate.service).empty();
            const std::optional<CoverageRule> &rule = rows.at(qsizetype(at)).rule;
            for (const Purpose purpose : rule && (byName || byService) ? rule->takes : QList<Purpose>())
                met.insert(word(purpose, byName));
        }
        for (const QString &kind : met)
            ++m_servers[kind];
    }
    void verify() const
    {
        for (const auto &[kind, servers] : m_servers)
            qInfo().noquote() << servers << "servers:" << kind;
        for (const auto &[kind, servers] : m_servers)
            QVERIFY2(servers > 0, qPrintable(kind));
    }

private:
    static constexpr const char *Mounts[] = {
        "memory",   "a system's state",      "shared memory",  "a container's tree",
        "an image", "a container's figures", "a kernel's view"};
    static constexpr const char *Places[] = {"at", "above", "below"};

    [[nodiscard]] static QString word(const char *what, const char *where)
    {
        return QStringLiteral("%1 %2 a wanted folder").arg(QLatin1String(what), QLatin1String(where));
    }
    [[nodiscard]] static QString word(Purpose purpose, bool byName)
    {
        return QStringLiteral("a rule takes %1, which the folder is for by its %2")
            .arg(purposeInWords(purpose), byName ? QStringLiteral("name") : QStringLiteral("service"));
    }
    static void addMount(std::set<QString> &met, const Oracle::Path &root, const std::string &type,
                         const Oracle::Path &wanted)
    {
        const Oracle::Mounted mounted = Oracle::whatIsMounted(root, type);
        const bool holds = Oracle::isInside(wanted, root);
        if (mounted != Oracle::Mounted::Files && (holds || Oracle::isInside(root, wanted)))
            met.insert(word(Mounts[size_t(mounted) - 1], Places[root == wanted ? 0 : holds ? 1 : 2]));
    }

    std::map<QString, int> m_servers;
};

/// "/:ext4 /run:tmpfs", all that is backed up being the root, last night.
Oracle::Estate estateOf(const QString &names, const QString &mounts, const QString &rules, Oracle::Service service,
                        const QString &wanted)
{
    const auto words = [](const QString &text, QChar between) { return text.split(between, Qt::SkipEmptyParts); };
    Oracle::Estate estate;
    estate.words = {names.section(u' ', 0, 0).toStdString(), names.section(u' ', 1, 1).toStdString()};
    for (const QString &mount : words(mounts, u' '))
        estate.mounts[mount.section(u':', 0, 0).toStdString()] = mount.section(u':', 1).toStdString();
    for (const QString &rule : words(rules, u';')) {
        const QString kind = rule.trimmed().section(u' ', 0, 0);
        estate.rules.push_back({kind == u"-dir"      ? Oracle::Rule::Folder
                                    : kind == u"-fs" ? Oracle::Rule::Space
                                                     : Oracle::Rule::File,
                                kind == u"+", rule.trimmed().section(u' ', 1).toStdString()});
    }
    estate.spaces = std::map<Oracle::Path, Oracle::Age> {{"/", Oracle::Age::Fresh}};
    estate.service = service;
    for (const QString &folder : words(wanted, u' '))
        estate.wanted.push_back(folder.toStdString());
    return estate;
}

} // namespace

class TstCoverageRandom : public QObject
{
    Q_OBJECT

private slots:
    void byHand_data();
    void byHand();
    void agreesWithTheOracle();
};

void TstCoverageRandom::byHand_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("mounts");
    QTest::addColumn<QString>("rules");
    QTest::addColumn<CoverageState>("expected"); // of the first wanted folder
    QTest::addColumn<Oracle::Service>("service");
    const auto row = [](const char *name, const char *names, const char *wanted, const char *mounts, const char *rules,
                        CoverageState expected, Oracle::Service service = Oracle::Service::Other) {
        QTest::newRow(name) << QString::fromLatin1(names) << QString::fromLatin1(wanted)
                            << QString::fromLatin1("/:ext4 %1").arg(QLatin1String(mounts)) << QString::fromLatin1(rules)
                            << expected << service;
    };
    constexpr CoverageState covered = CoverageState::Covered;
    constexpr CoverageState partly = CoverageState::Partly;
    constexpr CoverageState uncovered = CoverageState::Uncovered;
    constexpr Oracle::Service moodle = Oracle::Service::Moodle;
    constexpr Oracle::Service database = Oracle::Service::Database;
    row("zips where course backups are", "moodle mysql", "/moodle", "", "- /.../*.zip", partly);
    row("zips where tables are", "moodle mysql", "/mysql", "", "- /.../*.zip", covered);
    row("zips where a database is called moodle", "moodle mysql", "/mysql/moodle", "", "- /.../*.zip", covered);
    row("zips brought back", "moodle mysql", "/moodle", "", "+ /moodle/.../*.zip; - /.../*.zip", covered);
    row("zips of a wanted folder below", "moodle mysql", "/ /moodle", "", "- /.../*.zip", partly);
    row("folders of course files", "moodle mysql", "/moodle/ac", "", "-dir /.../filedir", partly);
    row("tables", "moodle mysql", "/mysql", "", "- /.../*.MYD", partly);
    row("tables where dumps are", "mysql backup", "/mysql/backup", "", "- /.../*.MYD", covered);
    row("dumps", "mysql backup", "/mysql/backup", "", "- /.../mysqlbackup.*", partly);
    row("zips of the program", "moodle htdocs", "/moodle/htdocs", "", "- /.../*.zip", covered, moodle);
    row("zips that are made again", "moodle tmp", "/moodle/tmp", "", "- /.../*.zip", covered, moodle);
    row("zips on a server of Moodle", "a ab", "/a", "", "- /.../*.zip", partly, moodle);
    row("zips of the system on one", "mysql etc", "/etc", "", "- /.../*.zip", covered, moodle);
    row("packed dumps on a server of databases", "a ab", "/a", "", "- /.../*.sql.gz", partly, database);
    row("packed dumps on another", "a ab", "/a", "", "- /.../*.sql.gz", covered, moodle);

    row("state in memory below", "run a", "/", "/run:tmpfs", "", covered);
    row("state in memory above", "run a", "/run/a", "/run:tmpfs", "", uncovered);
    row("state in memory that was asked for", "run a", "/run", "/run:tmpfs", "", uncovered);
    row("a disk in state", "run a", "/", "/run:tmpfs /run/a:ext4", "", partly);
    row("rules for state", "run a", "/", "", "- /run/.../*", covered);
    row("rules for state that was asked for", "run a", "/ /run/a", "", "- /run/.../*", partly);
    row("memory of that name elsewhere", "a run", "/a", "/a/run:tmpfs", "", partly);
    row("state shown again", "a run", "/a", "/a/run:again", "", covered);
    row("what is memory in the root", "moodle tmp", "/", "/tmp:tmpfs", "", covered);
    row("what is memory in a folder", "moodle tmp", "/moodle", "/moodle/tmp:tmpfs", "", partly);
    row("memory above", "a ab", "/a/ab", "/a:tmpfs", "", uncovered);
    row("memory that containers share", "a shm", "/", "/a/shm:shm", "", covered);
    row("memory that is only called so", "a shm", "/", "/a/shm:tmpfs", "", partly);
    row("layers below", "overlay2 merged", "/", "/overlay2/00/merged:overlay", "", covered);
    row("layers that were asked for", "overlay2 merged", "/overlay2/00/merged/ac", "/overlay2/00/merged:overlay", "",
        uncovered);
    row("layers that somebody laid", "overlay2 merged", "/", "/merged:overlay", "", partly);
    row("memory in layers", "overlay2 merged", "/", "/overlay2/00/merged:overlay /overlay2/00/merged/ac:tmpfs", "",
        covered);
    row("a disk in layers", "overlay2 merged", "/", "/overlay2/00/merged:overlay /overlay2/00/merged/ac:ext4", "",
        partly);
    row("a disk in a view in an image", "a ab", "/", "/a:squashfs /a/a:proc /a/a/ab:ext4", "", covered);
    row("a disk in an image", "a ab", "/", "/a:squashfs /a/ab:ext4", "", partly);
}

/// What the oracle itself is held to.
void TstCoverageRandom::byHand()
{
    QFETCH(QString, names);
    QFETCH(QString, wanted);
    QFETCH(QString, mounts);
    QFETCH(QString, rules);
    QFETCH(CoverageState, expected);
    QFETCH(Oracle::Service, service);
    const Oracle::Estate estate = estateOf(names, mounts, rules, service, wanted);
    const Oracle::State judged = Oracle::Judge(estate).stateOf(estate.wanted.front());
    QCOMPARE(nameOf(stateOf(judged)), nameOf(expected));
    const CoverageRow row = compareCoverage(serverOf(estate), snapshotOf(estate)).first();
    QVERIFY2(row.state == expected, qPrintable(described(estate, row)));
}

void TstCoverageRandom::agreesWithTheOracle()
{
    Dice dice(20081025);
    std::map<CoverageState, int> met;
    int judged = 0;
    int byRule = 0;
    int byLink = 0;
    int byMounts = 0;
    int lost = 0;
    int memory = 0;
    int differing = 0;
    Kinds kinds;
    for (int i = 0; i < Cases; ++i) {
        const Oracle::Estate estate = randomEstate(dice);
        const Oracle::Estate page = pageAlone(estate);
        const Oracle::Judge judge(estate);
        const Oracle::Judge pageJudge(page);
        const QList<CoverageRow> rows = compareCoverage(serverOf(estate), snapshotOf(estate));
        QVERIFY(rows.size() >= qsizetype(estate.wanted.size()));
        for (size_t at = 0; at < estate.wanted.size(); ++at) {
            const CoverageRow &row = rows.at(qsizetype(at));
            const Oracle::Path &wanted = estate.wanted.at(at);
            QCOMPARE(row.folder, bytes(wanted));
            const bool missing = estate.missing.count(wanted) > 0;
            const CoverageState expected = missing ? CoverageState::Unknown : stateOf(judge.stateOf(wanted));
            const CoverageState declared = stateOf(pageJudge.stateOf(wanted));
            if (row.state != expected) {
                ++differing;
                qInfo().noquote() << "expected" << nameOf(expected) << described(estate, row);
            }
            if (row.state != expected)
                continue;
            QVERIFY(row.declared);
            QCOMPARE(row.declared->state, declared);
            const bool asked = estate.spaces || estate.domain || missing;
            const Evidence evidence = asked || (expected != declared && row.rule) ? Evidence::Observed
                : expected != declared                                            ? Evidence::Mounts
                                                                                  : Evidence::Declared;
            QCOMPARE(row.evidence, evidence);
            QCOMPARE(row.observed.has_value(), evidence == Evidence::Observed);
            QCOMPARE(row.observedAt.isValid(), evidence != Evidence::Declared);
            byMounts += evidence == Evidence::Mounts ? 1 : 0;
            memory += row.onlyMemory ? 1 : 0;
            lost += row.rule && !row.rule->takes.isEmpty() ? 1 : 0;
            ++met[row.state];
            ++judged;
            byRule += row.rule ? 1 : 0;
            byLink += row.realPath.isEmpty() ? 0 : 1;
        }
        QVERIFY(differing <= 5);
        kinds.count(estate, rows);
    }
    QCOMPARE(differing, 0);
    qInfo("%d servers, %d folders: %d covered, %d partly, %d uncovered, %d stale, %d unknown; %d by a rule, %d of them "
          "taking what it is for, %d by a link, %d by the page and mounts",
          Cases, judged, met[CoverageState::Covered], met[CoverageState::Partly], met[CoverageState::Uncovered],
          met[CoverageState::Stale], met[CoverageState::Unknown], byRule, lost, byLink, byMounts);
    QVERIFY(judged > Cases);
    // Each verdict came up often enough for the agreement to mean something.
    for (const auto &[state, times] : met)
        QVERIFY2(times > 300, qPrintable(nameOf(state)));
    QCOMPARE(met.size(), size_t(5));
    QVERIFY(byRule > 1000 && byLink > 500 && byMounts > 500 && lost > 200 && memory > 50);
    kinds.verify();
}

NIGHTKEEP_TEST(TstCoverageRandom, unit, Core, 600)
#include "tst_coveragerandom.moc"
