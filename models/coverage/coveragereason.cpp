// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/coveragereason.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>
#include <QStringList>

namespace Nightkeep {

namespace {

/// "/a, /b, /c and 4 more": whole up to a length that a cell can show.
QString namesInWords(const QList<BackupPiece> &pieces)
{
    constexpr qsizetype Shown = 4;
    QStringList names;
    for (const BackupPiece &piece : pieces.mid(0, Shown)) {
        names.append(piece.mountType.isEmpty()
                         ? displayPath(piece.root)
                         : Tr::tr("%1 (%2)").arg(displayPath(piece.root), visibleText(piece.mountType)));
    }
    const QString joined = names.join(QStringLiteral(", "));
    const auto more = static_cast<int>(pieces.size() - Shown);
    return more > 0 ? Tr::tr("%1 and %n more", nullptr, more).arg(joined) : joined;
}

template<typename Matches> QList<BackupPiece> piecesOf(const QList<FolderPart> &parts, Matches matches)
{
    QList<BackupPiece> pieces;
    for (const FolderPart &part : parts) {
        if (matches(part))
            pieces.append(part.piece);
    }
    return pieces;
}

QList<FolderPart> allParts(const FolderCoverage &coverage)
{
    return QList<FolderPart> {coverage.own} + coverage.below;
}

QString dayOf(const QDateTime &moment)
{
    return dayInWords(moment.date(), QLocale::ShortFormat);
}

/// "Rule 3 of the client's list ...".
QString takenOutWhole(const BytePath &folder, qsizetype rule, const BackupExtent &extent)
{
    return Tr::tr("Rule %1 of the client's include-exclude list keeps %2 out of the backup: %3.")
        .arg(QLocale().toString(rule + 1), displayPath(folder), ruleInWords(extent.rules.at(rule)));
}

QString takenOutInPart(const BytePath &folder, const RuleEffect &effect, const BackupExtent &extent)
{
    QStringList sentences {
        Tr::tr("Rule %1 of the client's include-exclude list keeps some of %2 out of the backup: %3.")
            .arg(QLocale().toString(effect.rule + 1), displayPath(folder), ruleInWords(extent.rules.at(effect.rule)))};
    QStringList lost;
    for (const Name<Purpose> &purpose : Names<Purpose>) {
        if (effect.lost.contains(purpose.value))
            lost += purposeInWords(purpose.value);
    }
    if (!lost.isEmpty())
        sentences +=
            Tr::tr("What it takes are %1.", "course backups, database dumps").arg(lost.join(QStringLiteral(", ")));
    if (const auto more = static_cast<int>(effect.alsoByPlace.size()); more > 0)
        sentences += Tr::tr("%n more rules keep some of it out.", nullptr, more);
    return sentences.join(u' ');
}

QString coveredReason(const BackupPiece &by, const BackupExtent &extent)
{
    const QString name = displayPath(by.root);
    if (extent.evidence == Evidence::Declared) {
        return extent.mountsKnown
            ? Tr::tr("The page lists %1 as backed up, and by the server's mounts nothing that is left out lies in it.")
                  .arg(name)
            : Tr::tr("The page lists %1 as backed up.").arg(name);
    }
    if (!extent.fileSpacesKnown)
        return Tr::tr("%1 is in the storage manager's domain on the server; its file spaces could not be seen.")
            .arg(name);
    const QString when = dayOf(by.lastIncremental);
    return extent.domainKnown
        ? Tr::tr("%1 is in the storage manager's domain; its last full incremental was on %2.").arg(name, when)
        : Tr::tr("%1 is a file space of the storage manager; its last full incremental was on %2.").arg(name, when);
}

/// The deepest backed-up folder that holds it by name, although it does not reach it.
const BytePath *nearestTaken(const BytePath &folder, const QList<BytePath> &taken)
{
    const BytePath *nearest = nullptr;
    for (const BytePath &candidate : taken) {
        if (holdsPath(candidate, folder) && (!nearest || holdsPath(*nearest, candidate)))
            nearest = &candidate;
    }
    return nearest;
}

QString ofItsOwn(const BackupPiece &piece, const BytePath &nearest)
{
    const QString names = displayPath(nearest);
    const QString root = displayPath(piece.root);
    const QString type = visibleText(piece.mountType);
    if (piece.network)
        return piece.mountType == u"autofs"
            ? Tr::tr("%1 is backed up, but %2 is an automounted file system and is not.").arg(names, root)
            : Tr::tr("%1 is backed up, but %2 is a network file system (%3) and is not.").arg(names, root, type);
    if (isInMemory(piece.mountType))
        return Tr::tr("%1 is backed up, but %2 is memory (%3) and is not: what is in it is lost at every boot.")
            .arg(names, root, type);
    if (!piece.bindOf.isEmpty())
        return Tr::tr("%1 is backed up, but %2 is a bind mount, a file system of its own to the storage manager's "
                      "client, and is not.")
            .arg(names, root);
    if (piece.mountKind == MountKind::Subvolume)
        return Tr::tr("%1 is backed up, but %2 is a Btrfs subvolume, a file system of its own to the storage "
                      "manager's client, and is not.")
            .arg(names, root);
    if (piece.mountKind == MountKind::Dataset)
        return Tr::tr("%1 is backed up, but %2 is a ZFS dataset, a file system of its own, and is not: the storage "
                      "manager's client on Linux takes ZFS only as a virtual mount point.")
            .arg(names, root);
    if (!piece.mountType.isEmpty())
        return Tr::tr("%1 is backed up, but %2 is a file system of its own (%3) and is not.").arg(names, root, type);
    if (piece.virtualMount)
        return Tr::tr("%1 is backed up, but %2 is a virtual mount point, a file space of its own, and is not in the "
                      "domain.")
            .arg(names, root);
    return Tr::tr("%1 is backed up, but %2 is a file space of its own and is not in the domain.").arg(names, root);
}

QString neverReason(const BackupPiece &piece)
{
    const QString root = displayPath(piece.root);
    return piece.fileSpace
        ? Tr::tr("%1 was never backed up: it is in the storage manager's domain, but no full incremental of it was "
                 "ever recorded.")
              .arg(root)
        : Tr::tr("%1 was never backed up: it is in the storage manager's domain, but has no file space yet.").arg(root);
}

/// Why nothing takes the piece that a folder itself lies in.
QString notTakenReason(const FolderCoverage &coverage, const BackupExtent &extent, const Server &server)
{
    const BackupPiece &piece = coverage.own.piece;
    if (coverage.own.effect.kind == RuleEffect::Kind::Whole)
        return takenOutWhole(coverage.folder, coverage.own.effect.rule, extent);
    if (piece.backup == BackupOf::Never)
        return neverReason(piece);
    const BytePath *nearest = nearestTaken(coverage.folder, extent.taken);
    if (coverage.held && nearest)
        return ofItsOwn(piece, *nearest);
    if (extent.evidence == Evidence::Declared) {
        return extent.taken.isEmpty() ? Tr::tr("The page lists no folder of this server as backed up.")
                                      : Tr::tr("No folder that the page lists as backed up holds it.");
    }
    const BytePath *declared = nearestTaken(coverage.folder, server.current);
    if (declared)
        return Tr::tr("The page lists %1 as backed up, but the storage manager's client on the server does not.")
            .arg(displayPath(*declared));
    return Tr::tr("Nothing that the storage manager's client on the server backs up holds it.");
}

/// The same files under another name, which a backup may have although this one is left out.
QString bindReason(const FolderCoverage &coverage, const BackupExtent &extent)
{
    const BackupPiece &piece = coverage.own.piece;
    const BackupPiece *other = piece.bindOf.isEmpty() ? nullptr : extent.pieceOf(piece.bindOf);
    if (!coverage.own.isLeftOut() || !other || !other->isKept())
        return {};
    return Tr::tr("The same files stand at %1, and %2 is backed up: a restore finds them there.")
        .arg(displayPath(piece.bindOf), displayPath(other->root));
}

QString partlyReason(const FolderCoverage &coverage, const BackupExtent &extent, const Server &server)
{
    const FolderPart &own = coverage.own;
    const QList<BackupPiece> left =
        piecesOf(coverage.below, [](const FolderPart &part) { return part.piece.isLeftOut(); });
    const QString taken = namesInWords(piecesOf(coverage.below, [](const FolderPart &part) { return part.isKept(); }));
    QStringList sentences;
    if (own.isLeftOut()) {
        sentences << notTakenReason(coverage, extent, server)
                  << Tr::tr("Only this below it is backed up: %1.").arg(taken);
    } else if (own.isDoubtful() && !left.isEmpty()) {
        sentences << Tr::tr("Of what lies below it %1 is backed up and %2 is not.").arg(taken, namesInWords(left));
    } else if (!left.isEmpty()) {
        sentences << Tr::tr("%1 is backed up, but this below the folder is left out: %2.")
                         .arg(displayPath(own.piece.root), namesInWords(left));
    } else {
        sentences << Tr::tr("%1 is backed up, but not all of the folder.").arg(displayPath(own.piece.root));
    }
    if (own.effect.kind == RuleEffect::Kind::Part)
        sentences << takenOutInPart(coverage.folder, own.effect, extent);
    for (const FolderPart &part : coverage.below) {
        if (part.effect.kind == RuleEffect::Kind::Whole)
            sentences << takenOutWhole(part.piece.root, part.effect.rule, extent);
        else if (part.effect.kind == RuleEffect::Kind::Part)
            sentences << takenOutInPart(part.piece.root, part.effect, extent);
    }
    return sentences.join(u' ');
}

QString staleReason(const QList<BackupPiece> &stale, const BackupExtent &extent)
{
    BackupPiece oldest = stale.first();
    for (const BackupPiece &piece : stale) {
        if (piece.lastIncremental < oldest.lastIncremental)
            oldest = piece;
    }
    const auto days = static_cast<int>((extent.staleAfter - StaleGraceSeconds) / (24 * 60 * 60));
    //: %1 is one or several folders, %2 a day
    return Tr::tr("The last full incremental of %1 was on %2, and one is due every %n days.", nullptr, days)
        .arg(namesInWords(stale), dayOf(oldest.lastIncremental));
}

QString doubtReason(const QList<BackupPiece> &doubtful, const BackupExtent &extent)
{
    if (!extent.clocksAgree)
        return Tr::tr(
                   "How old the last full incremental of %1 is, is not known: the server's clock and this "
                   "workstation's are more than a day apart. Have the wrong one set by a time server, and ask again.")
            .arg(namesInWords(doubtful));
    return Tr::tr("The storage manager has never recorded a full incremental of %1, and whether its domain names it "
                  "is not known.")
        .arg(namesInWords(doubtful));
}

QString untriedReason(const QList<BackupPiece> &untried)
{
    //: %1 is one or several folders
    return Tr::tr(
               "Whether the client's include-exclude list keeps something of %1 out of the backup is not known: this "
               "server has so many rules and file systems that not all of them were tried. Have the storage manager "
               "show what it would take of the folder, or the list on the server made shorter.")
        .arg(namesInWords(untried));
}

/// The client's domain as we read it says one thing, and last night's run another.
QStringList takenThoughNotNamed(const FolderCoverage &coverage, const BackupExtent &extent)
{
    QStringList sentences;
    for (const FolderPart &part : allParts(coverage)) {
        const BackupPiece &piece = part.piece;
        if (extent.domainKnown && piece.backup == BackupOf::NotTaken && piece.fileSpace && extent.isFresh(piece))
            sentences << Tr::tr("%1 was taken in full on %2, though the domain does not name it: perhaps a schedule "
                                "adds it.")
                             .arg(displayPath(piece.root), dayOf(piece.lastIncremental));
    }
    return sentences;
}

QString mainReason(const FolderCoverage &coverage, const BackupExtent &extent, const Server &server)
{
    switch (coverage.state()) {
    case CoverageState::Covered:
        return coveredReason(coverage.own.piece, extent);
    case CoverageState::Partly:
        return partlyReason(coverage, extent, server);
    case CoverageState::Uncovered:
        return notTakenReason(coverage, extent, server);
    case CoverageState::Stale:
        return staleReason(piecesOf(allParts(coverage), [](const FolderPart &part) { return part.isStale(); }), extent);
    case CoverageState::Unknown:
        if (const QList<BackupPiece> doubtful = piecesOf(
                allParts(coverage), [](const FolderPart &part) { return part.isDoubtful() && !part.isUntried(); });
            !doubtful.isEmpty())
            return doubtReason(doubtful, extent);
        break; // untriedReason() says it
    }
    return {};
}

} // namespace

QString coverageReason(const FolderCoverage &coverage, const BackupExtent &extent, const Server &server)
{
    QStringList sentences {mainReason(coverage, extent, server)};
    const QList<BackupPiece> stale =
        piecesOf(allParts(coverage), [](const FolderPart &part) { return part.isStale(); });
    if (coverage.state() == CoverageState::Partly && !stale.isEmpty())
        sentences << staleReason(stale, extent);
    const QList<BackupPiece> untried =
        piecesOf(allParts(coverage), [](const FolderPart &part) { return part.isUntried(); });
    if (!untried.isEmpty())
        sentences << untriedReason(untried);
    sentences.removeAll(QString());
    // Where it lies in memory itself and is uncovered or partly covered for that, the main reason says so.
    const bool isWorse = coverage.state() == CoverageState::Stale || coverage.state() == CoverageState::Unknown;
    const QList<BackupPiece> memory =
        piecesOf(isWorse ? allParts(coverage) : coverage.below, [](const FolderPart &part) { return part.isMemory(); });
    if (!memory.isEmpty())
        //: %1 is one or several folders
        sentences << Tr::tr("What is in %1 is kept in memory and lost at every boot.").arg(namesInWords(memory));
    sentences += takenThoughNotNamed(coverage, extent);
    if (const QString bind = bindReason(coverage, extent); !bind.isEmpty())
        sentences << bind;
    const auto names = static_cast<int>(coverage.rulesByName().size());
    if (names > 0 && !coverage.own.isLeftOut())
        sentences << Tr::tr("%n rules leave out files or folders of certain names.", nullptr, names);
    return sentences.join(u' ');
}

QString linkReason(const BytePath &folder, const BytePath &real)
{
    return Tr::tr("%1 leads through a symbolic link to %2, and the storage manager's client follows no links.")
        .arg(displayPath(folder), displayPath(real));
}

QString ruleOption(const IncludeExcludeRule &rule)
{
    using Scope = IncludeExcludeRule::Scope;
    return rule.include                  ? QStringLiteral("include")
        : rule.scope == Scope::FileSpace ? QStringLiteral("exclude.fs")
        : rule.scope == Scope::Directory ? QStringLiteral("exclude.dir")
                                         : QStringLiteral("exclude");
}

QString ruleInWords(const IncludeExcludeRule &rule)
{
    const QString text = ruleOption(rule) + u' ' + displayPath(rule.pattern);
    return rule.source.isEmpty() ? text : Tr::tr("%1, from %2", "a rule, a file").arg(text, visibleText(rule.source));
}

QString presenceReason(FolderPresence presence)
{
    switch (presence) {
    case FolderPresence::Missing:
        return Tr::tr("The folder does not exist on the server.");
    case FolderPresence::NotFolder:
        return Tr::tr("There is something of that name on the server, but it is not a folder.");
    case FolderPresence::Unreadable:
        return Tr::tr("The account that asks may not enter a folder above it, so it could not be seen.");
    case FolderPresence::Present:
        break;
    }
    return {};
}

QString unaskedReason(const BackupPiece &piece, const BackupExtent &extent)
{
    if (piece.backup == BackupOf::Stale)
        return Tr::tr("The storage manager's client lists it, and no folder on the wanted list needs it; its last full "
                      "incremental was on %1.")
            .arg(dayOf(piece.lastIncremental));
    return extent.evidence == Evidence::Observed
        ? Tr::tr("The storage manager's client backs it up, and no folder on the wanted list needs it.")
        : Tr::tr("The page lists it as backed up, and no folder on the wanted list needs it.");
}

QString coverageTitle(const CoverageRow &row)
{
    const QString folder = displayPath(row.folder);
    const QString server = visibleText(shortName(row.server));
    if (!row.wanted)
        return Tr::tr("%1 on %2 is backed up, and nobody asked for it.").arg(folder, server);
    switch (row.state) {
    case CoverageState::Covered:
        return Tr::tr("%1 on %2 is backed up.").arg(folder, server);
    case CoverageState::Partly:
        return Tr::tr("%1 on %2 is only partly backed up.").arg(folder, server);
    case CoverageState::Uncovered:
        return Tr::tr("%1 on %2 is not backed up.").arg(folder, server);
    case CoverageState::Stale:
        return Tr::tr("The backup of %1 on %2 is stale.").arg(folder, server);
    case CoverageState::Unknown:
        return Tr::tr("Whether %1 on %2 is backed up is not known.").arg(folder, server);
    }
    return {};
}

QString coverageStep(const CoverageRow &row)
{
    if (!row.wanted)
        return Tr::tr("If it is needed, add it to the wanted folders; if not, tell the storage team.");
    if (row.onlyMemory)
        return Tr::tr("If anything in it must be kept, move that to a disk: no backup keeps what is in memory.");
    switch (row.state) {
    case CoverageState::Covered:
        return {};
    case CoverageState::Partly:
        if (row.rule && !row.rule->takes.isEmpty())
            return Tr::tr("Ask the storage team to change the rule, or see that what it takes is kept elsewhere.");
        return row.rule ? Tr::tr("If what the rule leaves out is needed, ask the storage team to change the rule.")
                        : Tr::tr("Ask the storage team to add what is left out to the backup of this server.");
    case CoverageState::Uncovered:
        if (row.rule)
            return Tr::tr("Ask the storage team to take the rule away, or take the folder off the wanted folders.");
        return row.realPath.isEmpty()
            ? Tr::tr("Ask the storage team to back it up, or take it off the wanted folders.")
            : Tr::tr("Ask the storage team to back up %1, where the folder really is.").arg(displayPath(row.realPath));
    case CoverageState::Stale:
        return Tr::tr("Ask the storage team why the nightly run no longer reaches it.");
    case CoverageState::Unknown:
        return Tr::tr("See on the server whether the folder is there and what the storage manager has of it.");
    }
    return {};
}

QString disagreementTitle(const CoverageRow &row)
{
    return Tr::tr("The page and the server do not say the same of %1 on %2.")
        .arg(displayPath(row.folder), visibleText(shortName(row.server)));
}

QString disagreementReason(const CoverageRow &row)
{
    //: %1 and %3 are states, %2 and %4 whole sentences
    return Tr::tr("By the page it is %1: %2 By the server it is %3: %4")
        .arg(coverageStateWord(row.declared->state), row.declared->reason, coverageStateWord(row.observed->state),
             row.observed->reason);
}

QString disagreementStep(const CoverageRow &row)
{
    const bool better = row.observed->state == CoverageState::Covered || row.observed->state == CoverageState::Stale;
    return better ? Tr::tr("Correct what the page lists as currently backed up.")
                  : Tr::tr("Ask the storage team which of the two is meant, and correct the page or the backup.");
}

} // namespace Nightkeep
