// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/backuppreview.h"

#include "models/base/tr.h"
#include "models/storage/storagemanagertext.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace Nightkeep {

namespace {

constexpr int TimeLimitStatus = 124; // of timeout(1)
constexpr int KilledStatus = 137;

struct PreviewRow
{
    bool included = false;
    ExcludedObject object;
};

/// Whether a word says that something is taken or left out.
std::optional<bool> verdictOf(const QString &word)
{
    static const QRegularExpression taken(QStringLiteral("^(incl(uded?)?|eingeschlossen|einschl(ie(ss|ß)en)?)\\.?$"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression leftOut(QStringLiteral("^(excl(uded?)?|ausgeschlossen|ausschl(ie(ss|ß)en)?)\\.?$"),
                                            QRegularExpression::CaseInsensitiveOption);
    if (taken.match(word).hasMatch())
        return true;
    if (leftOut.match(word).hasMatch())
        return false;
    return std::nullopt;
}

QString shown(const QString &latin)
{
    return visibleText(QString::fromUtf8(latin.trimmed().toLatin1()));
}

/// The cells of a line: separated by tabs or by two blanks and more, which a quoted one may hold.
QStringList cellsOf(const QString &line)
{
    static const QRegularExpression cell(
        QStringLiteral("(?:^|\\t|\\s{2,})(?:\"([^\"]*)\"|'([^']*)'|(\\S(?:[^\\t]*?\\S){0,1}?))(?=\\t|\\s{2,}|\\s*$)"));
    QStringList cells;
    for (auto it = cell.globalMatch(line.trimmed()); it.hasNext();) {
        const auto match = it.next();
        cells.append(match.captured(1) + match.captured(2) + match.captured(3));
    }
    return cells;
}

std::optional<PreviewRow> rowOfCells(const QStringList &cells)
{
    PreviewRow row;
    std::optional<bool> verdict;
    qsizetype name = -1;
    qsizetype state = -1;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (name < 0 && cells.at(i).startsWith(u'/'))
            name = i;
        else if (!verdict && (verdict = verdictOf(cells.at(i))))
            state = i;
    }
    if (!verdict || name < 0)
        return std::nullopt;
    row.included = *verdict;
    row.object.path = cells.at(name).toLatin1();
    for (qsizetype i = std::max(name, state) + 1; i < cells.size(); ++i) {
        const QString &cell = cells.at(i);
        const bool isPattern = cell.startsWith(u'/') || cell.startsWith(u'*') || cell.startsWith(u'{');
        if (row.object.rule.isEmpty() && isPattern)
            row.object.rule = shown(cell);
        else if (!row.object.rule.isEmpty() && row.object.source.isEmpty())
            row.object.source = shown(cell);
    }
    return row;
}

/// A line whose cells are only a blank apart: the verdict stands between the path and the rule, or first.
std::optional<PreviewRow> rowOfWords(const QString &line)
{
    static const QRegularExpression word(QStringLiteral("(?:^|\\s)([A-Za-z]{4,15}\\.?)(?=\\s|$)"));
    for (auto it = word.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        const std::optional<bool> verdict = verdictOf(match.captured(1));
        if (!verdict)
            continue;
        const QString before = line.left(match.capturedStart(1)).trimmed();
        const QString after = line.mid(match.capturedEnd(1)).trimmed();
        const qsizetype slash = before.indexOf(u'/');
        if (slash < 0 && !after.startsWith(u'/'))
            continue;
        PreviewRow row;
        row.included = *verdict;
        row.object.path = (slash < 0 ? after : before.mid(slash)).toLatin1();
        if (slash >= 0) {
            row.object.rule = shown(after.section(u' ', 0, 0));
            row.object.source = shown(after.section(u' ', 1));
        }
        return row;
    }
    return std::nullopt;
}

Unexpected noClient(const QByteArray &state)
{
    return state == "no-timeout"
        ? fail(ErrorKind::NotFound,
               Tr::tr("The storage manager's client was not asked: the server has no \"timeout\" to guard the "
                      "question."),
               Tr::tr("Run \"dsmc preview backup\" on the server."))
        : fail(ErrorKind::NotFound, Tr::tr("The storage manager's client (dsmc) was not found on the server."),
               Tr::tr("Ask the storage manager's administrators whether this server is backed up."));
}

} // namespace

Result<QByteArray> previewInput(int seconds, qint64 bytes, const BytePath &folder)
{
    const bool strange = std::any_of(folder.begin(), folder.end(), [](char byte) {
        return static_cast<unsigned char>(byte) < ' ' || byte == '\x7f' || QByteArrayView("*?[]{}\"'").contains(byte);
    });
    if (strange || !folder.startsWith('/'))
        return fail(ErrorKind::BadInput,
                    Tr::tr("The name %1 holds characters that mean something else to the storage manager's client.")
                        .arg(displayPath(folder)),
                    Tr::tr("Preview the folder above it."));
    return QByteArray::number(seconds) + '\0' + QByteArray::number(bytes) + '\0' + folder + '\0';
}

Result<BackupPreview> parsePreview(const QList<FrameRecord> &records, const BytePath &folder, const QDateTime &takenAt)
{
    QByteArray client;
    QByteArrayList answer;
    for (const FrameRecord &record : records) {
        if (record.type == "DSMC")
            client = record.fields.value(0);
        else if (record.type == "PREVIEW")
            answer = record.fields;
    }
    if (client != "asked")
        return noClient(client);
    const int status = answer.value(0).toInt();
    const bool late = status == TimeLimitStatus || status == KilledStatus;
    BackupPreview preview {folder, takenAt.toUTC()};
    preview.state = answer.value(1) == "cut" ? BackupPreview::State::Cut
        : late                               ? BackupPreview::State::Unfinished
                                             : BackupPreview::State::Whole;
    const QString text = QString::fromLatin1(answer.value(2));
    for (const QString &line : text.split(u'\n')) {
        std::optional<PreviewRow> row = rowOfCells(cellsOf(line));
        if (!row)
            row = rowOfWords(line.trimmed());
        if (!row)
            continue;
        ++(row->included ? preview.included : preview.excluded);
        if (!row->included && preview.firstExcluded.size() < BackupPreview::keptExcluded)
            preview.firstExcluded.append(row->object);
    }
    if (preview.included + preview.excluded == 0 && !text.contains(QLatin1String("ANS1092W")))
        return storageManagerSilence(answer.value(2), status, QStringLiteral("preview backup"));
    return preview;
}

QString previewSentence(const BackupPreview &preview)
{
    const QString counts = Tr::tr("Of what is in %1, the storage manager would take %2 and leave out %3.")
                               .arg(displayPath(preview.folder), QLocale().toString(preview.included),
                                    QLocale().toString(preview.excluded));
    switch (preview.state) {
    case BackupPreview::State::Whole:
        return preview.included + preview.excluded == 0
            ? Tr::tr("The storage manager finds nothing in %1.").arg(displayPath(preview.folder))
            : counts;
    case BackupPreview::State::Unfinished:
        return Tr::tr("%1 It had not finished when the time was up: there may be more of both.").arg(counts);
    case BackupPreview::State::Cut:
        break;
    }
    return Tr::tr("%1 Its answer was too long to be read whole: there may be more of both.").arg(counts);
}

} // namespace Nightkeep
