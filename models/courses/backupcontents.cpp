// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/backupcontents.h"

#include "models/base/format.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"
#include "models/courses/copywords.h"
#include "models/zips/ziplisting.h"

#include <QHash>
#include <QLocale>
#include <QMap>

#include <algorithm>

namespace Nightkeep {

namespace {

/// What a title or a name in a backup's own lists says.
QString contentsText(FrameFields &fields)
{
    return visibleText(withoutEntities(fields.text()));
}

QDateTime contentsTime(const QByteArray &field, const QTimeZone &zone)
{
    QDateTime moment;
    if (field.contains('-')) {
        const QDateTime shown = QDateTime::fromString(QString::fromLatin1(field), Qt::ISODate);
        moment = QDateTime(shown.date(), shown.time(), zone).toUTC();
    } else if (!field.isEmpty()) {
        moment = QDateTime::fromSecsSinceEpoch(field.toLongLong(), QTimeZone::utc());
    }
    return moment.isValid() && isPossibleMoment(moment.toSecsSinceEpoch()) ? moment : QDateTime();
}

/// Takes the records of an answer, one after another.
class ContentsReader
{
public:
    explicit ContentsReader(const QTimeZone &zone)
        : m_zone(zone)
    {
    }
    [[nodiscard]] Result<void> take(const FrameRecord &record);
    [[nodiscard]] Result<BackupContents> finish();

private:
    [[nodiscard]] bool takeFile(const FrameRecord &record);
    [[nodiscard]] bool takeMember(const FrameRecord &record);
    [[nodiscard]] bool takeActivity(const FrameRecord &record);
    [[nodiscard]] bool takeSection(const FrameRecord &record);
    [[nodiscard]] bool takeListed(const FrameRecord &record);
    [[nodiscard]] bool takeFault(const FrameRecord &record);
    [[nodiscard]] bool hasRoom() const
    {
        return m_contents.activities.size() + m_contents.sections.size() < MostBackupActivities;
    }

    QTimeZone m_zone;
    BackupContents m_contents;
    QByteArrayList m_numbers; ///< of the sections of the activities
    QHash<QByteArray, QString> m_titles; ///< of sections, by their numbers
    ZipFault m_fault = ZipFault::None; ///< why the list breaks off
    bool m_isTold = false;
    bool m_isListed = false;
    bool m_isFinished = false;
};

bool ContentsReader::takeFile(const FrameRecord &record)
{
    FrameFields fields(record, 3);
    m_contents.bytes = fields.number();
    m_contents.modified = fields.fileTime();
    const std::optional<BackupFormat> format = fromName<BackupFormat>(fields.text());
    m_contents.format = format.value_or(BackupFormat::Unknown);
    return fields.sound() && format && m_contents.bytes >= 0 && m_contents.bytes <= MaxZipBytes;
}

bool ContentsReader::takeMember(const FrameRecord &record)
{
    FrameFields fields(record, 5);
    BackupMember member;
    member.name = fields.bytes();
    const QByteArray kind = fields.bytes();
    member.isFolder = kind == "d";
    member.bytes = fields.number();
    member.packed = fields.number();
    member.modified = contentsTime(fields.bytes(), m_zone);
    if (!fields.sound() || member.name.isEmpty() || (kind != "d" && kind != "f") || member.bytes < -1
        || member.packed < -1 || m_contents.members.size() >= MostBackupMembers)
        return false;
    m_contents.members.append(member);
    return true;
}

bool ContentsReader::takeActivity(const FrameRecord &record)
{
    FrameFields fields(record, 3);
    BackupActivity activity;
    activity.kind = contentsText(fields);
    activity.title = contentsText(fields);
    m_numbers.append(fields.bytes());
    const bool isSound = fields.sound() && !activity.kind.isEmpty() && hasRoom();
    m_contents.activities.append(activity);
    return isSound;
}

bool ContentsReader::takeSection(const FrameRecord &record)
{
    FrameFields fields(record, 2);
    const QByteArray number = fields.bytes();
    const QString title = contentsText(fields);
    const bool isSound = fields.sound() && hasRoom();
    if (!number.isEmpty()) // else it would be that of all activities of which no section is known
        m_titles.insert(number, title);
    m_contents.sections.append(title);
    return isSound;
}

bool ContentsReader::takeListed(const FrameRecord &record)
{
    FrameFields fields(record, 3);
    const std::optional<BackupList> list = fromName<BackupList>(fields.text());
    m_contents.list = list.value_or(BackupList::Headers);
    m_contents.total = fields.number();
    if (fields.bytes() == "cut" && m_contents.untold.isEmpty())
        m_contents.untold = Tr::tr("it tells of more than is listed here");
    m_isListed = true;
    return fields.sound() && list && m_contents.total >= -1;
}

bool ContentsReader::takeFault(const FrameRecord &record)
{
    FrameFields fields(record, 2);
    const std::optional<ZipFault> fault = fromName<ZipFault>(fields.text());
    ZipCheck check;
    check.detail = displayPath(fields.bytes());
    check.fault = fault.value_or(ZipFault::None);
    const bool isTold = record.type == "told";
    if (!fault || !fields.sound() || (!isTold && *fault == ZipFault::None))
        return false;
    if (!isTold) {
        m_fault = *fault;
        m_contents.broken = zipFaultWords(check);
        return true;
    }
    m_isTold = true;
    if (*fault == ZipFault::NoMoodleXml)
        m_contents.untold = Tr::tr("it says nothing of itself", "a backup");
    else if (*fault != ZipFault::None)
        m_contents.untold = Tr::tr("what it says of itself could not be read to its end", "a backup");
    return true;
}

Result<void> ContentsReader::take(const FrameRecord &record)
{
    bool isSound = true;
    if (record.type == "LACKS")
        return fail(
            ErrorKind::MissingTool,
            Tr::tr("Nobody can look into this copy: its server has no %1.").arg(displayPath(record.fields.value(0))),
            Tr::tr("Ask the server's administrator to install it."));
    if (record.type == "refused")
        return fail(ErrorKind::NotFound,
                    Tr::tr("The folder of this copy cannot be opened on its server (%1).")
                        .arg(displayPath(record.fields.join(", "))),
                    Tr::tr("Refresh the courses: it may have been moved."));
    if (record.type == "file")
        isSound = takeFile(record);
    else if (record.type == "member")
        isSound = takeMember(record);
    else if (record.type == "activity")
        isSound = takeActivity(record);
    else if (record.type == "section")
        isSound = takeSection(record);
    else if (record.type == "told" || record.type == "broken")
        isSound = takeFault(record);
    else if (record.type == "listed")
        isSound = takeListed(record);
    else if (record.type == "finished")
        m_isFinished = true;
    if (!isSound)
        return damagedRecord(record);
    return {};
}

Result<BackupContents> ContentsReader::finish()
{
    const bool makesSense =
        m_isListed && m_isFinished && (m_contents.total < 0 || m_contents.total >= m_contents.members.size());
    if (!makesSense)
        return damagedRecord({QByteArrayLiteral("answer"), {}});
    if (m_fault == ZipFault::Unreadable && m_contents.members.isEmpty())
        return fail(ErrorKind::NotFound, Tr::tr("This copy cannot be read: %1.").arg(m_contents.broken),
                    Tr::tr("Refresh the courses: it may have been replaced or removed."));
    if (m_fault != ZipFault::None && m_contents.members.isEmpty())
        return fail(ErrorKind::Damaged, Tr::tr("What is in this copy cannot be listed: %1.").arg(m_contents.broken),
                    Tr::tr("Look at the course's other copies."));
    for (qsizetype i = 0; i < m_contents.activities.size(); ++i)
        m_contents.activities[i].section = m_titles.value(m_numbers.at(i));
    if (!m_isTold)
        m_contents.untold = Tr::tr("it was not read so far");
    return std::move(m_contents);
}

} // namespace

QByteArrayList backupContentsFields(const FoundFile &file, const BytePath &folder)
{
    return {nameOf(file.place).toLatin1(), folder, file.path, QByteArray::number(MostBackupMembers)};
}

Result<BackupContents> parseBackupContents(const QList<FrameRecord> &records, const QTimeZone &zone)
{
    ContentsReader reader(zone);
    for (const FrameRecord &record : records) {
        if (const Result<void> taken = reader.take(record); !taken)
            return fail(taken.error());
    }
    return reader.finish();
}

QString BackupContents::activitiesInWords() const
{
    QMap<QString, int> counts;
    for (const BackupActivity &activity : activities)
        ++counts[activity.kind];
    QStringList kinds = counts.keys();
    std::stable_sort(kinds.begin(), kinds.end(), [&counts](const QString &one, const QString &other) {
        return counts.value(one) > counts.value(other);
    });
    const QLocale locale;
    for (QString &kind : kinds)
        kind = Tr::tr("%1 × %2", "how many activities, of which kind").arg(locale.toString(counts.value(kind)), kind);
    return kinds.join(QLatin1String(", "));
}

PageAnswer backupContentsAnswer(const BackupContents &contents, const BackupCopy &copy)
{
    const QList<BackupMember> &members = contents.members;
    qint64 bytes = 0;
    for (const BackupMember &member : members)
        bytes += std::min(std::max<qint64>(member.bytes, 0), MaxZipBytes);
    const bool isCut = contents.total != members.size();
    QStringList sentences;
    if (!isCut)
        sentences
            << Tr::tr("%n files and folders, %1 when unpacked.", nullptr, int(members.size())).arg(bytesInWords(bytes));
    else if (contents.total < 0)
        sentences << Tr::tr("%n files and folders are listed, and there may be more.", nullptr, int(members.size()));
    else
        sentences << Tr::tr("The first %n of its %1 files and folders are listed.", nullptr, int(members.size()))
                         .arg(QLocale().toString(contents.total));
    if (!contents.broken.isEmpty())
        sentences << Tr::tr("The list breaks off: %1.").arg(contents.broken);
    else if (contents.list == BackupList::Index)
        sentences << Tr::tr("This is what its own index says.");
    if (!contents.activities.isEmpty())
        sentences << Tr::tr("It tells of %n activities: %1.", nullptr, int(contents.activities.size()))
                         .arg(contents.activitiesInWords());
    else if (contents.untold.isEmpty())
        sentences << Tr::tr("It tells of no activity.");
    if (!contents.untold.isEmpty())
        sentences << Tr::tr("What it tells of its course is not all known: %1.").arg(contents.untold);
    const bool isOther = contents.bytes != copy.file.bytes || contents.modified != copy.file.modified;
    if (isOther)
        sentences << Tr::tr("The file has changed since its folder was looked through: refresh the courses.");
    const State state = !contents.broken.isEmpty() ? State::Bad : isOther ? State::Unknown : copyState(copy);
    return {state, sentences.join(u' ')};
}

TableDescription<BackupContentsRow> BackupContentsTable::description()
{
    using Row = BackupContentsRow;
    using Column = TableColumn<Row>;
    const auto size = [](const QString &title, qint64 Row::*bytes) {
        return Column(title, [bytes](const Row &row) { return row.*bytes < 0 ? QString() : bytesInWords(row.*bytes); })
            .with(&Column::sortValue,
                  [bytes](const Row &row) { return row.*bytes < 0 ? QVariant() : QVariant(row.*bytes); })
            .with(&Column::isNumber, true);
    };
    return {
        [](const Row &row) { return QLatin1String(row.isOfCourse ? "told/" : "member/") + row.what + u'/' + row.name; },
        {Column(Tr::tr("What", "is in a backup"), &Row::what).with(&Column::width, 16),
         Column(Tr::tr("Name", "of what is in a backup"), &Row::name).with(&Column::width, 64),
         {Tr::tr("Section", "of a course"), &Row::section},
         size(Tr::tr("Size"), &Row::bytes),
         size(Tr::tr("Packed", "the size of a file in a backup"), &Row::packed),
         Column(Tr::tr("Changed", "when a file was"), [](const Row &row, const QDateTime &now) {
             return row.modified.isValid() ? shortMoment(row.modified, now) : QString();
         }).with(&Column::sortValue, [](const Row &row) {
             return row.modified.isValid() ? QVariant(row.modified) : QVariant();
         })}};
}

QList<BackupContentsRow> BackupContentsTable::rows(const BackupContents &contents)
{
    QList<BackupContentsRow> rows;
    for (const BackupActivity &activity : contents.activities)
        rows.append({activity.kind, activity.title, activity.section, -1, -1, {}, true});
    for (const BackupMember &member : contents.members)
        rows.append({member.isFolder ? Tr::tr("folder", "in a backup") : Tr::tr("file", "in a backup"),
                     displayPath(member.name),
                     {},
                     member.isFolder ? -1 : member.bytes,
                     member.isFolder ? -1 : member.packed,
                     member.modified,
                     false});
    return rows;
}

} // namespace Nightkeep
