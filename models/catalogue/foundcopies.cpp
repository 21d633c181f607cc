// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/foundcopies.h"

#include "models/archives/archiverunstable.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/backupname.h"
#include "models/courses/copywords.h"
#include "models/storage/serverdecisions.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString foundMoment(const QDateTime &moment, const FinderFacts &facts)
{
    return moment.isValid() ? ageInWords(moment, facts.now) : Tr::tr("at a time that is not known");
}

QString shellText(const QString &text)
{
    return shellWord(text.toUtf8());
}

const ArchiveRecord *recordOfRun(const FinderFacts &facts, const QString &run)
{
    const auto found = std::find_if(facts.runs.cbegin(), facts.runs.cend(),
                                    [&run](const ArchiveRecord &record) { return record.run.id == run; });
    return found == facts.runs.cend() ? nullptr : &*found;
}

BytePath tarOf(const ArchiveRun &run)
{
    return run.archiveFolder + '/' + run.request.name.toUtf8() + ".tar";
}

QString extractStep(const QString &run, const BytePath &path, const QString &from = {})
{
    const BytePath name = path.mid(path.lastIndexOf('/') + 1);
    return Tr::tr("Take it out: nightkeepctl archive extract %1 --run %2%3 --to %4")
        .arg(shellWord(path), shellText(run), from.isEmpty() ? QString() : QStringLiteral(" --from ") + from,
             shellWord(name));
}

/// How far the zip itself is known to be sound.
void judgeArchived(FoundCopy &copy, const ArchiveRecord &record, const CatalogueHit &hit)
{
    const ZipCheck check = record.run.zipsChecked.of(hit.file.path);
    if (check.isDoubtful()) {
        copy.standing = State::Bad;
        copy.proof = Tr::tr("The archive holds it as it was, and then %1.").arg(zipFaultWords(check));
    } else if (check.level == ZipLevel::NotChecked) {
        copy.standing = State::Unknown;
        copy.proof = Tr::tr("The archive holds it as it was; whether it closed properly then is not known.");
    } else {
        copy.standing = State::Good;
        copy.proof = Tr::tr("It was sound when it was archived: %1.").arg(zipLevelWord(check.level));
    }
}

/// What speaks against an archive's manifest, or against its copy at a place ("": the server).
void judgeByRecords(FoundCopy &copy, const CatalogueRecords &records, const QString &place)
{
    const auto lower = [&copy](State state, const QString &sentence) {
        copy.standing = stateRank(state) < stateRank(copy.standing) ? state : copy.standing;
        copy.proof += u' ' + sentence;
    };
    for (const ManifestSignature &signature : records.signatures) {
        if (signature.run == copy.run && signature.verdict == SignatureVerdict::Bad)
            lower(State::Bad, Tr::tr("The signature of the archive's manifest is not right."));
    }
    for (const ArchiveVerification &verification : records.verifications) { // newest first
        if (verification.run != copy.run || verification.place != place
            || verification.outcome == ArchiveVerification::Outcome::Failed)
            continue;
        if (verification.outcome == ArchiveVerification::Outcome::Differs)
            lower(State::Bad, Tr::tr("The archive was found changed when it was last read."));
        return;
    }
}

FoundCopy archivedCopy(const FinderFacts &facts, const ArchiveRecord &record, const CatalogueHit &hit)
{
    FoundCopy copy;
    copy.path = hit.file.path;
    copy.run = hit.run;
    copy.made =
        hit.file.made.isValid() ? hit.file.made : readBackupName(hit.file.path, facts.backups.zone, facts.now).made;
    copy.bytes = hit.file.bytes;
    copy.sha256 = hit.file.sha256;
    judgeArchived(copy, record, hit);
    return copy;
}

std::optional<FoundCopy> foundOnArchiveServer(const FinderFacts &facts, const ArchiveRecord &record,
                                              const CatalogueHit &hit)
{
    const ArchiveCopy where = record.status.copy;
    if (where == ArchiveCopy::Gone)
        return std::nullopt;
    FoundCopy copy = archivedCopy(facts, record, hit);
    copy.where = FoundCopy::Where::Archive;
    const QString seen = foundMoment(record.asOf, facts);
    if (where == ArchiveCopy::Altered) {
        copy.standing = State::Bad;
        copy.proof = Tr::tr("Something else lies at the archive's place; last asked %1.").arg(seen);
    } else if (where == ArchiveCopy::InPlace) {
        copy.proof += u' ' + Tr::tr("The archive was at its place when its server was last asked, %1.").arg(seen);
    } else {
        copy.standing = copy.standing == State::Bad ? State::Bad : State::Unknown;
        copy.proof += u' '
            + (where == ArchiveCopy::Returned
                   ? Tr::tr("The archive lies at its place again, and nobody has read it since.")
                   : Tr::tr("Whether the archive is at its place is not known."));
    }
    judgeByRecords(copy, facts.records, {});
    copy.until = Tr::tr("until somebody removes the archive");
    copy.steps = {
        Tr::tr("The archive lies on %1: %2").arg(visibleText(record.run.server), displayPath(tarOf(record.run))),
        extractStep(hit.run, hit.file.path)};
    return copy;
}

void sayExpiry(FoundCopy &copy, const HandOver &handOver, const FinderFacts &facts)
{
    const QString asked = foundMoment(handOver.askedAt, facts);
    switch (handOver.expiry.kind) {
    case Expiry::Kind::OnDay:
        copy.lastsUntil = handOver.expiry.day;
        copy.until = Tr::tr("until %1, as was said %2").arg(dayAndMonth(handOver.expiry.day), asked);
        if (handOver.expiry.day < facts.now.toTimeZone(facts.backups.zone).date()) {
            copy.standing = copy.standing == State::Bad ? State::Bad : State::Unknown;
            copy.proof += u' ' + Tr::tr("It was to expire there by now: ask whether it is still there.");
        }
        break;
    case Expiry::Kind::Never:
        copy.until = Tr::tr("it does not expire, as was said %1").arg(asked);
        break;
    case Expiry::Kind::NotFixed:
        copy.until = Tr::tr("no day is fixed: it runs from an event that has not come");
        break;
    case Expiry::Kind::NotKnown:
        break;
    }
}

QStringList stepsFromPlace(const ArchiveRecord &record, const HandOver &handOver, const BytePath &path)
{
    const BytePath tar = tarOf(record.run);
    const BytePath name = tar.mid(tar.lastIndexOf('/') + 1);
    switch (handOver.kind) {
    case PlaceKind::StorageManager:
        return {Tr::tr("On %1, into a folder with room for the archive: dsmc retrieve -description=%2 %3 /var/tmp/")
                    .arg(visibleText(record.run.server), shellText(handOver.description), shellWord(tar)),
                Tr::tr("Bring /var/tmp/%1 here.").arg(displayPath(name)),
                extractStep(record.run.id, path, shellWord(name))};
    case PlaceKind::SshServer:
        return {Tr::tr("On %1, into a folder with room for the archive: rsync -- %2 /var/tmp/")
                    .arg(visibleText(record.run.server), shellText(handOver.where)),
                Tr::tr("Bring /var/tmp/%1 here.").arg(displayPath(name)),
                extractStep(record.run.id, path, shellWord(name))};
    case PlaceKind::Folder:
        return {Tr::tr("On %1 it lies in %2; bring it here.")
                    .arg(visibleText(record.run.server), visibleText(handOver.where)),
                extractStep(record.run.id, path, shellWord(name))};
    case PlaceKind::Workstation: { // "desk:/home/anna/x.tar"
        const qsizetype colon = handOver.where.indexOf(u':');
        return {Tr::tr("On the workstation %1:").arg(visibleText(handOver.where.left(colon))) + u' '
                + extractStep(record.run.id, path, shellText(handOver.where.mid(colon + 1)))};
    }
    }
    return {};
}

std::optional<FoundCopy> foundAtPlace(const FinderFacts &facts, const ArchiveRecord &record, const HandOver &handOver,
                                      const CatalogueHit &hit)
{
    const bool wasConfirmed = handOver.confirmedAt.isValid();
    FoundCopy copy = archivedCopy(facts, record, hit);
    switch (handOver.state) {
    case HandOverState::Confirmed:
        copy.proof += u' ' + Tr::tr("Confirmed there %1.").arg(foundMoment(handOver.confirmedAt, facts));
        break;
    case HandOverState::NotConfirmed:
        copy.standing = copy.standing == State::Bad ? State::Bad : State::Unknown;
        copy.proof += u' ' + Tr::tr("That the archive is there is not confirmed.");
        break;
    case HandOverState::Altered:
        copy.standing = State::Bad;
        copy.proof = Tr::tr("Another archive than was handed over was found there.");
        break;
    case HandOverState::Unknown:
        if (!wasConfirmed)
            return std::nullopt;
        copy.standing = copy.standing == State::Bad ? State::Bad : State::Unknown;
        copy.proof += u' '
            + Tr::tr("It was confirmed there %1; nobody could be asked since.")
                  .arg(foundMoment(handOver.confirmedAt, facts));
        break;
    case HandOverState::Working:
    case HandOverState::Failed:
    case HandOverState::Missing:
    case HandOverState::Deleted:
        return std::nullopt;
    }
    copy.where = FoundCopy::Where::ArchivePlace;
    copy.place = handOver.place;
    judgeByRecords(copy, facts.records, handOver.place);
    sayExpiry(copy, handOver, facts);
    copy.steps = stepsFromPlace(record, handOver, hit.file.path);
    return copy;
}

QString daysKept(const std::optional<int> &days)
{
    return !days           ? Tr::tr("not known how long", "a version is kept")
        : *days == NoLimit ? Tr::tr("without end", "a version is kept")
                           : Tr::tr("%n days", "a version is kept", *days);
}

QString versionsKept(const FinderFacts &facts, const QString &name)
{
    if (!facts.classes)
        return {};
    for (const ManagementClass &each : *facts.classes) {
        const bool isIt = name.isEmpty() || name.compare(u"DEFAULT", Qt::CaseInsensitive) == 0
            ? each.isDefault
            : each.name.compare(name, Qt::CaseInsensitive) == 0;
        if (isIt && (each.retainExtra || each.retainOnly))
            return Tr::tr("class %1: after it was replaced %2, the last one after the file was deleted %3",
                          "how long a version is kept")
                .arg(visibleText(each.name), daysKept(each.retainExtra), daysKept(each.retainOnly));
    }
    return {};
}

} // namespace

QString shellWord(const BytePath &text)
{
    return u'\'' + displayPath(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString foundWhereWord(FoundCopy::Where where)
{
    switch (where) {
    case FoundCopy::Where::Server:
        return Tr::tr("on the server", "where a copy was found");
    case FoundCopy::Where::Archive:
        return Tr::tr("in an archive on its server", "where a copy was found");
    case FoundCopy::Where::ArchivePlace:
        return Tr::tr("in an archive elsewhere", "where a copy was found");
    case FoundCopy::Where::StorageManager:
        return Tr::tr("in the storage manager", "where a copy was found");
    case FoundCopy::Where::OlderVersion:
        return Tr::tr("in the storage manager, an older version", "where a copy was found");
    }
    return {};
}

BytePath absolutePath(const SiteBackups &site, const BackupCopy &copy)
{
    const bool isByHash = copy.file.place == CopyPlace::Pool || copy.file.place == CopyPlace::Trash;
    for (const PlaceSeen &place : site.head.places) {
        if (place.kind == copy.file.place)
            return place.folder + '/'
                + (isByHash && isContentHash(copy.file.path) ? pathByHash(copy.file.path) : copy.file.path);
    }
    return {};
}

FoundCopy foundOnServer(const FinderFacts &facts, const BackupCopy &copy)
{
    const Site &site = facts.backups.site;
    FoundCopy found;
    found.where = FoundCopy::Where::Server;
    found.path = absolutePath(facts.backups, copy);
    if (found.path.isEmpty())
        found.path = copy.file.path;
    found.made = copy.made;
    found.bytes = copy.file.bytes;
    found.standing = copyState(copy);
    found.proof = Tr::tr("%1; the folder was last looked through %2.", "how far a copy was read")
                      .arg(copyLookedAt(copy), foundMoment(facts.backups.head.listedAt, facts));
    found.until = copy.kind == CopyKind::MadeByMoodle ? Tr::tr("until Moodle's own limit of copies removes it")
                                                      : Tr::tr("until somebody deletes it");
    found.steps = {Tr::tr("It lies on %1: %2").arg(visibleText(site.dataServer), displayPath(found.path))};
    if (copy.course && facts.backups.find(*copy.course))
        found.steps.append(Tr::tr("Bring it here: nightkeepctl courses fetch %1 . --copy %2 --site %3")
                               .arg(QString::number(*copy.course), shellWord(copy.file.path), shellText(site.name)));
    return found;
}

QList<FoundCopy> foundInArchive(const FinderFacts &facts, const CatalogueHit &hit, QStringList &notAsked)
{
    const ArchiveRecord *record = recordOfRun(facts, hit.run);
    if (!record) {
        const QString unknown =
            Tr::tr("An archive %1 held it, of whose run nothing is known here any more.").arg(visibleText(hit.run));
        if (!notAsked.contains(unknown))
            notAsked.append(unknown);
        return {};
    }
    QList<FoundCopy> copies;
    if (const auto here = foundOnArchiveServer(facts, *record, hit))
        copies.append(*here);
    for (const HandOver &handOver : facts.records.handOvers) {
        if (handOver.run != hit.run)
            continue;
        if (const auto there = foundAtPlace(facts, *record, handOver, hit))
            copies.append(*there);
    }
    if (record->moved && record->status.copy != ArchiveCopy::InPlace) {
        FoundCopy noted = archivedCopy(facts, *record, hit);
        noted.where = FoundCopy::Where::ArchivePlace;
        noted.standing = noted.standing == State::Bad ? State::Bad : State::Unknown;
        noted.place = record->moved->text;
        noted.proof += u' ' + Tr::tr("Where the archive went is %1's word.").arg(visibleText(record->moved->by));
        noted.steps = {Tr::tr("Bring the archive %1 here from: %2")
                           .arg(visibleText(record->run.request.name), visibleText(record->moved->text)),
                       extractStep(hit.run, hit.file.path, shellWord(record->run.request.name.toUtf8() + ".tar"))};
        copies.append(noted);
    }
    const QString lost =
        Tr::tr("The archive %1 held it; it is no longer at its place, and nobody has said where it is.")
            .arg(visibleText(record->run.request.name));
    if (copies.isEmpty() && !notAsked.contains(lost))
        notAsked.append(lost);
    return copies;
}

FoundCopy foundInStorageManager(const FinderFacts &facts, const StorageVersion &version, const BackupCopy *known)
{
    const Site &site = facts.backups.site;
    FoundCopy found;
    found.where = version.isActive ? FoundCopy::Where::StorageManager : FoundCopy::Where::OlderVersion;
    found.path = version.path;
    found.bytes = version.bytes;
    found.made = readBackupName(version.path, facts.backups.zone, facts.now).made;
    const qint64 exactly = version.inKilobytes ? 1024 : 1;
    const bool isSame = known && version.isActive && version.backedUp.isValid()
        && version.backedUp >= known->file.modified && std::abs(known->file.bytes - version.bytes) < exactly;
    if (isSame) {
        found.made = known->made;
        found.standing = copyState(*known);
    }
    found.proof = Tr::tr("Backed up %1.").arg(foundMoment(version.backedUp, facts)) + u' '
        + (isSame ? Tr::tr("It is the file that is on the server: %1.").arg(copyLookedAt(*known))
                  : Tr::tr("Whether it closes properly shows once it is back."));
    const QString kept = versionsKept(facts, version.managementClass);
    found.until =
        version.isActive ? Tr::tr("as long as the file is on the server, and then as an older version") : kept;
    if (version.isActive && !kept.isEmpty())
        found.until += QStringLiteral(" (%1)").arg(kept);
    const QString there = visibleText(site.dataServer);
    found.steps = version.isActive
        ? QStringList {Tr::tr("On %1, into a folder beside Moodle's: dsmc restore %2 /var/tmp/")
                           .arg(there, shellWord(version.path))}
        : QStringList {Tr::tr("On %1, into a folder beside Moodle's: dsmc restore -inactive -pick %2 /var/tmp/")
                           .arg(there, shellWord(version.path)),
                       Tr::tr("Choose the version that was backed up %1.")
                           .arg(version.backedUp.isValid() ? momentInWords(
                                    version.backedUp.toTimeZone(facts.backups.zone), QLocale::ShortFormat)
                                                           : Tr::tr("then", "a moment that is not known"))};
    found.steps.append(Tr::tr("See that it closes properly: unzip -tqq, or gzip -t."));
    return found;
}

} // namespace Nightkeep
