// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random servers against an oracle that knows nothing of pieces: it walks a whole small tree of
// folders, marks for each folder which file system it is on and whether the backup reaches it, and
// then looks at the wanted folder's part of the tree.
#include "models/servers/coverage.h"

#include <QRandomGenerator>
#include <QtTest>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace Nightkeep;

namespace {

constexpr int Cases = 4000;

using Path = std::string;

/// Every folder of a tree with these names, three deep; "a" and "ab" begin alike on purpose.
const std::vector<Path> &tree()
{
    static const std::vector<Path> paths = [] {
        std::vector<Path> all {"/"};
        const std::vector<Path> names {"a", "ab", "b"};
        std::vector<Path> level {""};
        for (int depth = 0; depth < 3; ++depth) {
            std::vector<Path> next;
            for (const Path &above : level) {
                for (const Path &name : names)
                    next.push_back(above + "/" + name);
            }
            all.insert(all.end(), next.begin(), next.end());
            level = next;
        }
        return all;
    }();
    return paths;
}

Path above(const Path &path)
{
    const auto slash = path.rfind('/');
    return slash == 0 ? Path("/") : path.substr(0, slash);
}

bool isInside(const Path &path, const Path &folder)
{
    for (Path at = path;; at = above(at)) {
        if (at == folder)
            return true;
        if (at == "/")
            return false;
    }
}

struct Estate
{
    std::map<Path, QString> mounts;
    std::set<Path> current;
    std::optional<std::set<Path>> spaces;
    std::optional<std::set<Path>> domain;
    std::vector<Path> wanted;
};

/// Whether the backup reaches each folder of the tree, and whether it holds files at all.
struct Reached
{
    std::map<Path, bool> saved;
    std::set<Path> kernel;
};

Reached walk(const Estate &estate)
{
    std::set<Path> taken = estate.current;
    if (estate.spaces && estate.domain) {
        taken.clear();
        for (const Path &space : *estate.spaces) {
            if (estate.domain->count(space))
                taken.insert(space);
        }
    } else if (estate.spaces) {
        taken = *estate.spaces;
    } else if (estate.domain) {
        taken = *estate.domain;
    }
    Reached reached;
    // Parents come before their children in the tree, so each asks its parent only.
    for (const Path &path : tree()) {
        const bool top = path == "/";
        const auto mount = estate.mounts.find(path);
        const bool mountedHere = mount != estate.mounts.end();
        if ((mountedHere && mount->second == u"proc") || (!top && reached.kernel.count(above(path))))
            reached.kernel.insert(path);
        const bool begins = mountedHere || (estate.spaces && estate.spaces->count(path));
        if (taken.count(path))
            reached.saved[path] = true;
        else if (begins || top)
            reached.saved[path] = false;
        else
            reached.saved[path] = reached.saved[above(path)];
        if (taken.count(path))
            reached.kernel.erase(path);
    }
    return reached;
}

CoverageState expected(const Reached &reached, const Path &wanted)
{
    bool some = reached.saved.at(wanted);
    bool all = reached.saved.at(wanted);
    for (const Path &path : tree()) {
        if (path == wanted || !isInside(path, wanted) || reached.kernel.count(path))
            continue;
        some = some || reached.saved.at(path);
        all = all && reached.saved.at(path);
    }
    if (all)
        return CoverageState::Covered;
    return some ? CoverageState::Partly : CoverageState::Uncovered;
}

std::set<Path> pick(QRandomGenerator &random, int most)
{
    std::set<Path> chosen;
    for (int i = random.bounded(most + 1); i > 0; --i)
        chosen.insert(tree().at(size_t(random.bounded(int(tree().size())))));
    return chosen;
}

Estate randomEstate(QRandomGenerator &random)
{
    static const QStringList types {QStringLiteral("ext4"), QStringLiteral("tmpfs"), QStringLiteral("nfs4"),
                                    QStringLiteral("proc")};
    Estate estate;
    if (random.bounded(4) != 0) {
        estate.mounts["/"] = QStringLiteral("ext4");
        for (const Path &path : pick(random, 5)) {
            if (path != "/")
                estate.mounts[path] = types.at(random.bounded(int(types.size())));
        }
    }
    estate.current = pick(random, 4);
    if (random.bounded(2) == 0)
        estate.spaces = pick(random, 5);
    if (random.bounded(3) == 0) {
        estate.domain = pick(random, 5);
        if (estate.spaces && random.bounded(2) == 0)
            estate.domain->insert(estate.spaces->begin(), estate.spaces->end());
    }
    const std::set<Path> wanted = pick(random, 4);
    estate.wanted.assign(wanted.begin(), wanted.end());
    return estate;
}

BytePath bytes(const Path &path)
{
    return BytePath::fromStdString(path);
}

QList<BytePath> bytes(const std::set<Path> &paths)
{
    QList<BytePath> list;
    for (const Path &path : paths)
        list.append(bytes(path));
    return list;
}

Server serverOf(const Estate &estate)
{
    Server server;
    server.name = QStringLiteral("random");
    server.current = bytes(estate.current);
    for (const Path &path : estate.wanted)
        server.wanted.append(bytes(path));
    return server;
}

ServerSnapshot snapshotOf(const Estate &estate)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = QDateTime(QDate(2008, 10, 25), QTime(12, 0), Qt::UTC);
    for (const auto &[target, type] : estate.mounts) {
        Mount mount;
        mount.target = bytes(target);
        mount.type = type;
        mount.local = type != u"nfs4";
        snapshot.mounts.append(mount);
    }
    if (estate.spaces) {
        snapshot.fileSpaces = QList<FileSpace>();
        for (const Path &space : *estate.spaces)
            snapshot.fileSpaces->append({bytes(space), snapshot.takenAt});
    }
    if (estate.domain)
        snapshot.domain = bytes(*estate.domain);
    return snapshot;
}

QString described(const Estate &estate, const Path &wanted)
{
    QStringList mounts;
    for (const auto &[target, type] : estate.mounts)
        mounts.append(QString::fromStdString(target) + u':' + type);
    const auto list = [](const std::optional<std::set<Path>> &paths) {
        return paths ? QString::fromUtf8(bytes(*paths).join(' ')) : QStringLiteral("?");
    };
    return QStringLiteral("wanted %1; mounts %2; current %3; spaces %4; domain %5")
        .arg(QString::fromStdString(wanted), mounts.join(u' '), list(estate.current), list(estate.spaces),
             list(estate.domain));
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
    QRandomGenerator random(20081025);
    std::map<CoverageState, int> met;
    int judged = 0;
    for (int i = 0; i < Cases; ++i) {
        const Estate estate = randomEstate(random);
        const Reached reached = walk(estate);
        const QList<CoverageRow> rows = compareCoverage(serverOf(estate), snapshotOf(estate));
        QVERIFY(rows.size() >= qsizetype(estate.wanted.size()));
        for (size_t at = 0; at < estate.wanted.size(); ++at) {
            const CoverageRow &row = rows.at(qsizetype(at));
            const Path &wanted = estate.wanted.at(at);
            QCOMPARE(row.folder, bytes(wanted));
            const CoverageState oracle = expected(reached, wanted);
            QVERIFY2(row.state == oracle,
                     qPrintable(described(estate, wanted) + QStringLiteral(": ") + coverageStateName(row.state)));
            QCOMPARE(row.evidence, estate.spaces || estate.domain ? Evidence::Observed : Evidence::Declared);
            // What covers a folder holds it, and is itself reached.
            if (!row.by.isEmpty()) {
                const Path by = row.by.toStdString();
                QVERIFY(isInside(wanted, by) && reached.saved.at(by));
            }
            QCOMPARE(row.by.isEmpty(), !reached.saved.at(wanted));
            ++met[row.state];
            ++judged;
        }
    }
    QVERIFY(judged > 2000);
    // Each verdict came up often enough for the agreement to mean something.
    for (const CoverageState state : {CoverageState::Covered, CoverageState::Partly, CoverageState::Uncovered})
        QVERIFY2(met[state] > 500, qPrintable(coverageStateName(state)));
}

QTEST_GUILESS_MAIN(TstCoverageRandom)
#include "tst_coveragerandom.moc"
