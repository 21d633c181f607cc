// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/servercomparison.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/coverage/coveragemodel.h"
#include "models/history/snapshotchanges.h"
#include "models/servers/connectionchecks.h"
#include "models/servers/serverfield.h"
#include "models/storage/mountkind.h"

#include <QLocale>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

using Row = ComparisonRow;
using Rows = QList<ComparisonRow>;
using Verdict = ComparisonRow::Verdict;
using Group = ComparisonRow::Group;
/// A value of one server; nullopt where it is not known.
using Value = std::optional<QString>;

void add(Rows &rows, Group group, const QString &field, const Value &a, const Value &b)
{
    const Verdict verdict = !a || !b ? Verdict::Unknown : *a == *b ? Verdict::Same : Verdict::Differs;
    rows.append({verdict, group, field, a.value_or(QString()), b.value_or(QString())});
}

template<typename T> QList<T> sorted(QList<T> list)
{
    std::sort(list.begin(), list.end());
    return list;
}

QString foldersText(const QList<BytePath> &folders)
{
    QStringList lines;
    for (const BytePath &folder : sorted(folders))
        lines.append(displayPath(folder));
    return lines.join(u'\n');
}

void addPage(Rows &rows, const Server &a, const Server &b)
{
    for (const ServerField field : serverFields()) {
        if (field == ServerField::Name || field == ServerField::Note)
            continue;
        const bool folders = field == ServerField::Current || field == ServerField::Wanted;
        const auto text = [field, folders](const Server &server) {
            const QStringList lines = serverFieldLines(server, field);
            return (folders ? sorted(lines) : lines).join(u'\n');
        };
        if (!text(a).isEmpty() || !text(b).isEmpty())
            add(rows, Group::Page, serverFieldTitle(field), text(a), text(b));
    }
}

void addCoverage(Rows &rows, const ServerRow &a, const ServerRow &b)
{
    const auto verdicts = [](const ServerRow &row) {
        QMap<BytePath, Value> words;
        for (const CoverageRow &coverage : row.coverage) {
            if (coverage.wanted)
                words.insert(coverage.folder,
                             coverage.state == CoverageState::Unknown ? Value() : Value(coverageRowWord(coverage)));
        }
        return words;
    };
    const QMap<BytePath, Value> ofA = verdicts(a);
    const QMap<BytePath, Value> ofB = verdicts(b);
    QMap<BytePath, Value> all = ofA;
    all.insert(ofB);
    const Value notWanted = Tr::tr("not wanted");
    for (auto folder = all.keyBegin(); folder != all.keyEnd(); ++folder)
        add(rows, Group::Coverage, displayPath(*folder), ofA.value(*folder, notWanted), ofB.value(*folder, notWanted));
}

/// A fact of two snapshots: `fact` gives a Value from a ServerSnapshot.
template<typename F>
void addFact(Rows &rows, Group group, const QString &field, const ServerRow &a, const ServerRow &b, F fact)
{
    const Value ofA = a.snapshot ? fact(*a.snapshot) : Value();
    const Value ofB = b.snapshot ? fact(*b.snapshot) : Value();
    if (ofA || ofB)
        add(rows, group, field, ofA, ofB);
}

Value known(const QString &text)
{
    return text.isEmpty() ? Value() : Value(visibleText(text));
}

void addSystem(Rows &rows, const ServerRow &a, const ServerRow &b)
{
    addFact(rows, Group::System, Tr::tr("Operating system, as seen"), a, b,
            [](const ServerSnapshot &snapshot) { return known(snapshot.osRelease); });
    addFact(rows, Group::System, Tr::tr("Kernel"), a, b,
            [](const ServerSnapshot &snapshot) { return known(snapshot.kernel); });
    addFact(rows, Group::System, Tr::tr("Clock"), a, b, [](const ServerSnapshot &snapshot) {
        return Value(std::abs(snapshot.clockOffsetSeconds) <= ToleratedClockOffsetSeconds ? Tr::tr("right")
                                                                                          : Tr::tr("wrong"));
    });
    QSet<QString> tools;
    for (const ServerRow *row : {&a, &b}) {
        if (row->snapshot)
            tools.unite(QSet<QString>(row->snapshot->tools.keyBegin(), row->snapshot->tools.keyEnd()));
    }
    for (const QString &tool : sorted(tools.values()))
        addFact(rows, Group::System, Tr::tr("Program %1").arg(visibleText(tool)), a, b,
                [&tool](const ServerSnapshot &snapshot) {
                    if (!snapshot.tools.contains(tool))
                        return Value();
                    const QString path = snapshot.tools.value(tool);
                    return Value(path.isEmpty() ? Tr::tr("not there") : Tr::tr("there"));
                });
}

QMap<BytePath, Mount> disksOf(const ServerRow &row)
{
    QMap<BytePath, Mount> disks;
    if (row.snapshot) {
        for (const Mount &mount : row.snapshot->mounts)
            disks.insert(mount.target, mount);
    }
    disks.removeIf([](const auto &disk) { return holdsNothing(kindOf(*disk)); });
    return disks;
}

QString mountText(const Mount &mount)
{
    QStringList words {visibleText(mount.type)};
    if (mount.readOnly)
        words.append(Tr::tr("read-only"));
    if (!mount.local)
        words.append(Tr::tr("from the network"));
    if (!mount.bindOf.isEmpty())
        words.append(Tr::tr("the same as %1").arg(displayPath(mount.bindOf)));
    return words.join(QStringLiteral(", "));
}

void addMounts(Rows &rows, const ServerRow &a, const ServerRow &b)
{
    const bool knownA = a.snapshot && !a.snapshot->mounts.isEmpty();
    const bool knownB = b.snapshot && !b.snapshot->mounts.isEmpty();
    const QMap<BytePath, Mount> ofA = disksOf(a);
    const QMap<BytePath, Mount> ofB = disksOf(b);
    QMap<BytePath, Mount> all = ofA;
    all.insert(ofB);
    for (auto place = all.keyBegin(); place != all.keyEnd(); ++place) {
        const auto text = [&place](const QMap<BytePath, Mount> &mounts, bool isKnown) {
            const auto mount = mounts.constFind(*place);
            return mount != mounts.constEnd() ? Value(mountText(*mount))
                : isKnown                     ? Value(Tr::tr("not mounted"))
                                              : Value();
        };
        add(rows, Group::Mounts, displayPath(*place), text(ofA, knownA), text(ofB, knownB));
        if (!ofA.contains(*place) || !ofB.contains(*place))
            continue;
        const auto size = [](const Mount &mount) {
            return mount.totalBytes < 0 ? Value() : Value(bytesInWords(mount.totalBytes));
        };
        const Mount one = ofA.value(*place);
        const Mount other = ofB.value(*place);
        const Value sizeA = size(one);
        const Value sizeB = size(other);
        if (!sizeA && !sizeB)
            continue;
        const Verdict verdict = !sizeA || !sizeB          ? Verdict::Unknown
            : isResized(one.totalBytes, other.totalBytes) ? Verdict::Differs
                                                          : Verdict::Same;
        rows.append({verdict, Group::Mounts, Tr::tr("Size of %1").arg(displayPath(*place)), sizeA.value_or(QString()),
                     sizeB.value_or(QString())});
    }
}

QString ruleText(const IncludeExcludeRule &rule)
{
    const QString pattern = displayPath(rule.pattern);
    return rule.include ? Tr::tr("takes %1").arg(pattern) : Tr::tr("leaves out %1").arg(pattern);
}

QString figureText(const std::optional<int> &figure)
{
    return !figure ? Tr::tr("unknown") : *figure == NoLimit ? Tr::tr("no limit") : QLocale().toString(*figure);
}

QString classText(const ManagementClass &one)
{
    QStringList lines {
        Tr::tr("copies: %1, once deleted: %2").arg(figureText(one.versionsExist), figureText(one.versionsDeleted)),
        Tr::tr("days: %1, the last copy: %2").arg(figureText(one.retainExtra), figureText(one.retainOnly)),
        Tr::tr("days in the archive: %1").arg(figureText(one.archiveRetain))};
    if (one.isDefault)
        lines.prepend(Tr::tr("the default"));
    return lines.join(u'\n');
}

void addClasses(Rows &rows, const ServerRow &a, const ServerRow &b)
{
    QSet<QString> names;
    for (const ServerRow *row : {&a, &b}) {
        if (!row->snapshot || !row->snapshot->managementClasses)
            continue;
        for (const ManagementClass &one : *row->snapshot->managementClasses)
            names.insert(one.name);
    }
    for (const QString &name : sorted(names.values()))
        addFact(rows, Group::StorageManager, Tr::tr("Management class %1").arg(visibleText(name)), a, b,
                [&name](const ServerSnapshot &snapshot) {
                    if (!snapshot.managementClasses)
                        return Value();
                    for (const ManagementClass &one : *snapshot.managementClasses) {
                        if (one.name == name)
                            return Value(classText(one));
                    }
                    return Value(Tr::tr("not there"));
                });
}

void addStorageManager(Rows &rows, const ServerRow &a, const ServerRow &b)
{
    addFact(rows, Group::StorageManager, Tr::tr("Client"), a, b, [](const ServerSnapshot &snapshot) {
        return Value(snapshot.fileSpaces || snapshot.domain ? Tr::tr("answers") : Tr::tr("does not answer"));
    });
    addFact(rows, Group::StorageManager, Tr::tr("Nightly run takes"), a, b, [](const ServerSnapshot &snapshot) {
        return snapshot.domain ? Value(foldersText(*snapshot.domain)) : Value();
    });
    addFact(rows, Group::StorageManager, Tr::tr("File spaces"), a, b, [](const ServerSnapshot &snapshot) {
        if (!snapshot.fileSpaces)
            return Value();
        QList<BytePath> names;
        for (const FileSpace &space : *snapshot.fileSpaces)
            names.append(space.name);
        return Value(foldersText(names));
    });
    addFact(rows, Group::StorageManager, Tr::tr("Include and exclude rules"), a, b, [](const ServerSnapshot &snapshot) {
        if (!snapshot.rules)
            return Value();
        QStringList lines; // in their own order: the first that fits decides
        for (const IncludeExcludeRule &rule : *snapshot.rules) {
            if (rule.scope != IncludeExcludeRule::Scope::Other)
                lines.append(ruleText(rule));
        }
        return Value(lines.join(u'\n'));
    });
    addClasses(rows, a, b);
}

} // namespace

int ServerComparison::count(ComparisonRow::Verdict verdict) const
{
    return int(std::count_if(rows.begin(), rows.end(),
                             [verdict](const ComparisonRow &row) { return row.verdict == verdict; }));
}

ServerComparison compareServers(const ServerRow &a, const ServerRow &b)
{
    ServerComparison comparison {a.server.name, b.server.name, {}};
    addPage(comparison.rows, a.server, b.server);
    addCoverage(comparison.rows, a, b);
    addSystem(comparison.rows, a, b);
    addMounts(comparison.rows, a, b);
    addStorageManager(comparison.rows, a, b);
    std::stable_sort(comparison.rows.begin(), comparison.rows.end(),
                     [](const Row &one, const Row &other) { return one.verdict < other.verdict; });
    return comparison;
}

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Differs:
        return Tr::tr("differs");
    case Verdict::Same:
        return Tr::tr("same");
    case Verdict::Unknown:
        break;
    }
    return Tr::tr("unknown");
}

State verdictState(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Differs:
        return State::Attention;
    case Verdict::Same:
        return State::Good;
    case Verdict::Unknown:
        break;
    }
    return State::Unknown;
}

QString comparisonGroupTitle(Group group)
{
    switch (group) {
    case Group::Page:
        return Tr::tr("Page");
    case Group::Coverage:
        return Tr::tr("Backup of a folder");
    case Group::System:
        return Tr::tr("System");
    case Group::Mounts:
        return Tr::tr("Mounts");
    case Group::StorageManager:
        return Tr::tr("Storage manager");
    }
    return {};
}

QString comparisonSentence(const ServerComparison &comparison)
{
    const int differences = comparison.count(Verdict::Differs);
    const int unknown = comparison.count(Verdict::Unknown);
    const QString a = visibleText(shortName(comparison.a));
    const QString b = visibleText(shortName(comparison.b));
    QString sentence = differences == 0 ? Tr::tr("%1 and %2 are the same in all that is known.").arg(a, b)
                                        : Tr::tr("%1 and %2 differ in %n things.", nullptr, differences).arg(a, b);
    if (unknown > 0)
        sentence += u' ' + Tr::tr("Of %n things it is not known.", nullptr, unknown);
    return sentence;
}

} // namespace Nightkeep
