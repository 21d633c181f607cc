// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveanswers.h"

#include "models/archives/archiverefusal.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace Nightkeep {

namespace {

constexpr int runFields = 12;
constexpr int statusFields = 14;
constexpr qint64 maxBytes =
    1LL << 60; // the sizes of one archive can be added up and multiplied by what is done with them
constexpr qint64 longestWait = 3650LL * 24 * 3600; // what takes longer by its pace does not move

/// What is left of the whole job at its own pace: all bytes are packed, compared and read back.
qint64 secondsLeft(const ArchiveStatus &status, qint64 runBytes, const QDateTime &packingBegan, const QDateTime &now)
{
    if (status.state != ArchiveState::Working || !packingBegan.isValid() || runBytes <= 0)
        return -1;
    qint64 passed = std::min(status.progress.done, runBytes);
    if (status.step == ArchiveStep::Syncing || status.step == ArchiveStep::Comparing)
        passed += runBytes;
    else if (status.step == ArchiveStep::Summing) // began beside these, so little of it is left
        passed = 2 * runBytes;
    else if (status.step == ArchiveStep::Hashing)
        passed += 2 * runBytes;
    else if (status.step == ArchiveStep::Finishing)
        return 0;
    const qint64 seconds = packingBegan.secsTo(now);
    if (passed <= 0 || seconds <= 0)
        return -1;
    const double left = double(seconds) * double(3 * runBytes - passed) / double(passed);
    return left < double(longestWait) ? qint64(left) : -1;
}

Result<ArchiveStatus> parseStatus(const FrameRecord &record, const ArchiveRun &run, const QDateTime &now)
{
    FrameFields fields(record, statusFields);
    ArchiveStatus status;
    const QString id = fields.text();
    status.state = fromName<ArchiveState>(fields.text()).value_or(ArchiveState::Unknown);
    status.step = fromName<ArchiveStep>(fields.text()).value_or(ArchiveStep::Queued);
    std::ignore = fields.time(); // the step's own beginning
    const QDateTime packingBegan = fields.time();
    status.progress.done = fields.number(0);
    status.progress.total = fields.number(0);
    status.progress.inBytes = true;
    status.progress.text = archiveStepWord(status.step);
    const QByteArray failure = fields.bytes();
    const QByteArray argument = fields.bytes();
    const QByteArray failedStep = fields.bytes();
    if (!failure.isEmpty())
        status.failure = jobFailureText(failure, argument, failedStep);
    status.sha256 = fields.bytes();
    status.tarBytes = fields.number();
    status.finishedAt = fields.time();
    QStringList log;
    for (const QByteArray &line : fields.bytes().split('\n'))
        log.append(displayPath(line));
    status.log = log.join(u'\n');
    if (!fields.sound() || id != run.id || status.progress.done < 0 || status.progress.total < 0
        || status.tarBytes > maxBytes)
        return damagedRecord(record);
    // It has a whole manifest: what became of its copy since does not undo that.
    if (!status.sha256.isEmpty() && (failure == "gone" || failure == "altered")) {
        status.state = ArchiveState::Complete;
        status.copy = failure == "gone" ? ArchiveCopy::Gone : ArchiveCopy::Altered;
    }
    status.secondsLeft = secondsLeft(status, run.bytes, packingBegan, now);
    return status;
}

const FrameRecord *firstOf(const QList<FrameRecord> &records, const char *type)
{
    const auto found = std::find_if(records.cbegin(), records.cend(),
                                    [type](const FrameRecord &record) { return record.type == type; });
    return found == records.cend() ? nullptr : &*found;
}

Unexpected unexpectedAnswer()
{
    return damagedRecord({QByteArrayLiteral("answer"), {}});
}

Result<ZipFile> parseIncluded(const FrameRecord &record)
{
    FrameFields fields(record, 3);
    ZipFile file;
    file.path = fields.bytes();
    file.bytes = fields.number();
    file.modified = fields.time();
    if (!fields.sound() || file.bytes < 0 || file.bytes > maxBytes || !file.modified.isValid()
        || leadsUpwards(file.path))
        return damagedRecord(record);
    return file;
}

Result<QPair<qint64, QByteArray>> parseBlock(const FrameRecord &record)
{
    FrameFields fields(record, 2);
    const qint64 offset = fields.number();
    const QByteArray block = QByteArray::fromHex(fields.bytes());
    if (!fields.sound() || offset < 0 || block.size() % 512 != 0)
        return damagedRecord(record);
    return qMakePair(offset, block);
}

/// With the origin behind it, where it is one: to whoever looks for the last run, that is a rule of its own.
QByteArray ruleField(const ArchiveRequest &request)
{
    QString rule = nameOf(request.rule);
    if (request.origin != ZipOrigin::Any)
        rule += u' ' + nameOf(request.origin);
    return rule.toUtf8();
}

/// What nobody knows here is no rule that other runs go on from.
void readRuleField(const QString &text, ArchiveRequest &request)
{
    const std::optional<ArchiveRule> rule = fromName<ArchiveRule>(text.section(u' ', 0, 0));
    const QString origin = text.section(u' ', 1);
    const std::optional<ZipOrigin> whose = origin.isEmpty() ? ZipOrigin::Any : fromName<ZipOrigin>(origin);
    request.rule = whose ? rule.value_or(ArchiveRule::NewestPerCourse) : ArchiveRule::NewestPerCourse;
    request.origin = whose.value_or(ZipOrigin::Any);
}

/// The eight fields of a file.
QByteArrayList startFieldsOf(const PlannedZip &zip)
{
    const ZipCheck &check = zip.file.check;
    const std::optional<qint64> course = recordedCourse(zip);
    const QString shortName = check.shortName;
    return {zip.file.path,
            QByteArray::number(zip.file.bytes),
            QByteArray::number(zip.file.modified.toSecsSinceEpoch()),
            course ? QByteArray::number(*course) : QByteArray(),
            check.made.isValid() ? QByteArray::number(check.made.toSecsSinceEpoch()) : QByteArray(),
            (shortName.isEmpty() ? zip.course : shortName).toUtf8(),
            zip.source,
            check.isDoubtful() ? QByteArrayLiteral("doubtful") : QByteArray()};
}

} // namespace

Result<void> checkArchiveAnswer(const QList<FrameRecord> &records, const QString &server)
{
    if (records.isEmpty() || records.last().type != "finished")
        return fail(ErrorKind::Incomplete, Tr::tr("The answer of %1 broke off.").arg(server),
                    Tr::tr("What was known before is kept. Ask again."));
    if (const FrameRecord *refused = firstOf(records, "refused"))
        return fail(refusalOf(*refused, server));
    return {};
}

Result<ArchiveRun> parseArchiveRun(const FrameRecord &record)
{
    FrameFields fields(record, runFields);
    ArchiveRun run;
    run.id = fields.text();
    run.request.name = fields.text();
    run.request.site = fields.text();
    readRuleField(fields.text(), run.request);
    run.request.notBefore = QDate::fromString(fields.text(), Qt::ISODate);
    run.server = fields.text();
    run.dataFolder = fields.bytes();
    run.archiveFolder = fields.bytes();
    run.startedBy = fields.text();
    run.startedAt = fields.time();
    const qint64 files = fields.number(0);
    run.files = int(files);
    run.bytes = fields.number();
    if (!fields.sound() || run.id.isEmpty() || files < 0 || files > std::numeric_limits<int>::max()
        || run.bytes > maxBytes || leadsUpwards(run.dataFolder) || leadsUpwards(run.archiveFolder))
        return damagedRecord(record);
    return run;
}

Result<QList<ArchiveRecord>> parseArchiveRuns(const QList<FrameRecord> &records)
{
    const FrameRecord *moment = firstOf(records, "now");
    if (!moment)
        return unexpectedAnswer();
    FrameFields momentFields(*moment, 1);
    const QDateTime now = momentFields.time();
    if (!momentFields.sound() || !now.isValid())
        return damagedRecord(*moment);
    QList<ArchiveRecord> runs;
    for (const FrameRecord &record : records) {
        if (record.type == "run") {
            const Result<ArchiveRun> run = parseArchiveRun(record);
            if (!run)
                return fail(run.error());
            runs.append({*run, {}, {}});
        } else if (record.type == "status") {
            if (runs.isEmpty())
                return damagedRecord(record);
            const Result<ArchiveStatus> status = parseStatus(record, runs.last().run, now);
            if (!status)
                return fail(status.error());
            runs.last().status = *status;
        }
    }
    return runs;
}

Result<ArchiveStatus> parseArchiveStatus(const QList<FrameRecord> &records)
{
    const Result<QList<ArchiveRecord>> runs = parseArchiveRuns(records);
    if (!runs)
        return fail(runs.error());
    if (!runs->isEmpty())
        return runs->first().status;
    ArchiveStatus none;
    none.state = ArchiveState::None;
    return none;
}

Result<TarHeaders> parseTarHeaders(const QList<FrameRecord> &records)
{
    TarHeaders headers;
    for (const FrameRecord &record : records) {
        if (record.type == "tar") {
            FrameFields fields(record, 1);
            headers.tar.bytes = fields.number();
            if (!fields.sound() || headers.tar.bytes < 0 || headers.tar.bytes > maxBytes)
                return damagedRecord(record);
        } else if (record.type == "block") {
            const Result<QPair<qint64, QByteArray>> block = parseBlock(record);
            if (!block)
                return fail(block.error());
            headers.tar.blocks.append(*block);
        } else if (record.type == "included") {
            const Result<ZipFile> file = parseIncluded(record);
            if (!file)
                return fail(file.error());
            headers.included.append(*file);
        } else if (record.type == "damaged") {
            return fail(ErrorKind::Damaged,
                        Tr::tr("The archive is damaged: at byte %1 there is no sound header.")
                            .arg(displayPath(record.fields.value(0))),
                        Tr::tr("Do not rely on it. Make a new archive, or fetch the copy from the storage manager."));
        }
    }
    return headers;
}

QString handOverDescription(const ArchiveRun &run)
{
    QString text = QStringLiteral("Nightkeep archive %1: %2 of %3").arg(run.id, run.request.name, run.request.site);
    for (QChar &c : text) {
        const bool isPlain = c.unicode() < 127 && (c.isLetterOrNumber() || QStringLiteral(" ._-:,+").contains(c));
        if (!isPlain)
            c = u'_';
    }
    return text.simplified().left(254).trimmed();
}

QByteArray archiveStartFields(const ArchiveStartInput &input)
{
    const ArchiveRun &run = input.run;
    QByteArrayList fields {run.id.toUtf8(),
                           run.request.name.toUtf8(),
                           run.request.site.toUtf8(),
                           ruleField(run.request),
                           run.request.notBefore.toString(Qt::ISODate).toUtf8(),
                           run.server.toUtf8(),
                           run.dataFolder,
                           run.archiveFolder,
                           run.startedBy.toUtf8(),
                           QByteArray::number(run.files),
                           QByteArray::number(run.bytes),
                           QByteArray::number(input.neededBytes)};
    QByteArrayList places;
    for (const ArchivePlace &place : input.places) {
        if (place.kind != PlaceKind::Workstation)
            places << placeFields(place) << handOverDescription(run).toUtf8();
    }
    fields << QByteArray::number(places.size() / 6) << places;
    fields << (places.isEmpty() ? QByteArray() : handOverJobText()) << input.jobText;
    for (const PlannedZip &zip : input.files)
        fields << startFieldsOf(zip);
    return inputFields(fields);
}

Result<QString> parseArchiveStarted(const QList<FrameRecord> &records, const QString &server)
{
    const FrameRecord *started = firstOf(records, "started");
    if (!started)
        return unexpectedAnswer();
    if (started->fields.size() != 3)
        return damagedRecord(*started);
    if (started->fields.at(2) != "ended-at-logout")
        return QString();
    return Tr::tr("%1 ends a person's processes when the connection ends, so the job may not survive it. Ask the "
                  "administrator of %1 to let this account linger (loginctl enable-linger).")
        .arg(server);
}

Result<bool> parseArchiveCancelled(const QList<FrameRecord> &records)
{
    const FrameRecord *result = firstOf(records, "result");
    if (!result)
        return unexpectedAnswer();
    return result->fields.value(0) == "cancelled";
}

Result<ArchiveReading> parseArchiveRead(const QList<FrameRecord> &records)
{
    const FrameRecord *read = firstOf(records, "read");
    if (!read)
        return unexpectedAnswer();
    FrameFields fields(*read, 2);
    ArchiveReading reading;
    reading.sha256 = fields.bytes();
    reading.bytes = fields.number();
    if (!fields.sound() || reading.sha256.size() != 64)
        return damagedRecord(*read);
    return reading;
}

} // namespace Nightkeep
