// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random servers, judged by the product and by the oracle: no difference is allowed.
#include "models/coverage/coverage.h"
#include "models/storage/mounttable.h"
#include "tests/coverage/coverageoracle.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;
namespace Oracle = CoverageOracle;

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

class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    [[nodiscard]] int below(int bound) { return int(m_random.bounded(bound)); }
    [[nodiscard]] bool oneIn(int many) { return below(many) == 0; }
    template<typename List> [[nodiscard]] auto of(const List &list)
    {
        return *(std::begin(list) + below(int(std::size(list))));
    }
    /// A folder of the tree at most `deepest` folders deep, of the two names that rules speak of.
    [[nodiscard]] Oracle::Path folder(int deepest)
    {
        Oracle::Path path;
        for (int depth = below(deepest + 1); depth > 0; --depth)
            path += oneIn(2) ? "/a" : "/ab";
        return path.empty() ? Oracle::Path("/") : path;
    }
    [[nodiscard]] std::set<Oracle::Path> folders(int most, int deepest)
    {
        std::set<Oracle::Path> chosen;
        for (int i = below(most + 1); i > 0; --i)
            chosen.insert(folder(deepest));
        return chosen;
    }

private:
    QRandomGenerator m_random;
};

Oracle::Rule randomRule(Dice &dice)
{
    static const char *const parts[] = {"a", "ab", "a", "...", "...", "*", "a*", "?", "[ab]", "a?"};
    static const char *const files[] = {"*", "*", "*", "core", "c*", "[a-d]ore", "*.zip", "backup-*"};
    const int kind = dice.below(5);
    Oracle::Rule rule {kind == 0       ? Oracle::Rule::Space
                           : kind <= 2 ? Oracle::Rule::Folder
                                       : Oracle::Rule::File,
                       kind == 4,
                       {}};
    if (rule.kind == Oracle::Rule::Folder && dice.oneIn(8)) {
        rule.pattern = "/.../backupdata";
        return rule;
    }
    for (int i = dice.below(3); i > 0; --i)
        rule.pattern += Oracle::Path("/") + dice.of(parts);
    if (rule.kind == Oracle::Rule::File)
        rule.pattern += Oracle::Path("/") + dice.of(files);
    else
        rule.pattern += dice.oneIn(2) ? "/a" : dice.oneIn(2) ? "/ab" : "/a*";
    return rule;
}

Oracle::Estate randomEstate(Dice &dice)
{
    static const char *const types[] = {"ext4", "ext4",       "tmpfs", "nfs4",    "bind",  "proc",  "squashfs",
                                        "shm",  "fuse.lxcfs", "zfs",   "overlay", "btrfs", "autofs"};
    static const Oracle::Age ages[] = {Oracle::Age::Fresh, Oracle::Age::Fresh, Oracle::Age::Fresh, Oracle::Age::Stale,
                                       Oracle::Age::Never};
    Oracle::Estate estate;
    if (!dice.oneIn(4)) {
        estate.mounts["/"] = "ext4";
        for (const Oracle::Path &path : dice.folders(4, 3)) {
            if (path != "/")
                estate.mounts[path] = dice.of(types);
        }
    }
    estate.current = dice.folders(4, 3);
    if (dice.oneIn(2)) {
        estate.spaces.emplace();
        for (const Oracle::Path &path : dice.folders(5, 3))
            (*estate.spaces)[path] = dice.of(ages);
    }
    if (dice.oneIn(3)) {
        estate.domain = dice.folders(5, 3);
        if (estate.spaces && dice.oneIn(2)) {
            for (const auto &space : *estate.spaces)
                estate.domain->insert(space.first);
        }
        estate.allLocal = dice.oneIn(2);
        if (estate.allLocal)
            estate.without = dice.folders(1, 2);
    }
    if (dice.oneIn(4))
        estate.virtualMounts = dice.folders(2, 3);
    if (!dice.oneIn(3)) {
        for (int i = dice.below(5); i > 0; --i)
            estate.rules.push_back(randomRule(dice));
    }
    estate.moodle = dice.oneIn(2);
    for (const Oracle::Path &path : dice.folders(4, 2)) {
        estate.wanted.push_back(path);
        if (path != "/" && dice.oneIn(8))
            estate.links[path] = dice.folder(2);
        if (dice.oneIn(40))
            estate.missing.insert(path);
    }
    for (const Oracle::Path &path : dice.folders(2, 3)) {
        if (estate.missing.count(path) == 0)
            estate.present.insert(path);
    }
    estate.system = !estate.mounts.empty() && dice.oneIn(2);
    return estate;
}

Server serverOf(const Oracle::Estate &estate)
{
    Server server;
    server.name = QStringLiteral("random");
    server.current = bytes(estate.current);
    server.service = estate.moodle ? QStringLiteral("live Moodle") : QStringLiteral("wiki");
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
        mount.type = type == "bind" ? QStringLiteral("ext4")
            : type == "shm"         ? QStringLiteral("tmpfs")
                                    : QString::fromStdString(type);
        mount.source = type == "shm" ? "shm" : "/dev/sda1";
        mount.local = type != "nfs4" && type != "fuse.lxcfs" && type != "autofs";
        if (type == "bind")
            mount.bindOf = "/a";
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
    if (estate.moodle)
        words << QStringLiteral("moodle");
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

} // namespace

class TstCoverageRandom : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheOracle();
};

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
}

NIGHTKEEP_TEST(TstCoverageRandom, unit, Core, 600)
#include "tst_coveragerandom.moc"
