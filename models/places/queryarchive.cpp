// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places/handoveranswers.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype mostQueryBytes = 16 * 1024 * 1024;
constexpr qsizetype mostQueryLine = 8 * 1024;

/// A day as the client writes it, whichever of its forms it was told: the year first, American by strokes, else the day
/// first.
QDate queriedDay(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A(\\d{1,4})([-./])(\\d{1,2})\\2(\\d{1,4})\\z"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return {};
    const int first = match.captured(1).toInt();
    const int second = match.captured(3).toInt();
    const int third = match.captured(4).toInt();
    if (match.captured(1).size() == 4)
        return {first, second, third};
    const int year = match.captured(4).size() == 4 ? third : 2000 + third;
    return match.captured(2) == QLatin1String("/") ? QDate(year, first, second) : QDate(year, second, first);
}

/// "1,244,997,334 KB 04/07/2019 04:00:05": what stands before the path. False where it is something else.
bool readQueriedSize(const QByteArray &before, ArchivedObject &object)
{
    QStringList words = QString::fromLatin1(before).simplified().split(u' ', Qt::SkipEmptyParts);
    static const QStringList halves {QStringLiteral("AM"), QStringLiteral("PM")};
    if (!words.isEmpty() && halves.contains(words.last(), Qt::CaseInsensitive))
        words.removeLast();
    if (words.size() < 3 || !words.takeLast().contains(u':'))
        return false;
    if (!queriedDay(words.takeLast()).isValid())
        return false;
    qint64 unit = 1;
    if (!words.last().at(0).isDigit()) {
        const QString named = words.takeLast();
        if (named == QLatin1String("KB"))
            unit = 1024;
        else if (named != QLatin1String("B"))
            return false; // too coarse to tell anything
    }
    static const QRegularExpression number(QStringLiteral("\\A\\d[\\d.,']*\\z"));
    QString digits;
    for (const QString &word : std::as_const(words)) {
        if (!number.match(word).hasMatch())
            return false;
        for (const QChar c : word) {
            if (c.isDigit())
                digits.append(c);
        }
    }
    if (digits.isEmpty() || digits.size() > 15)
        return false;
    object.bytes = digits.toLongLong() * unit;
    object.inKilobytes = unit == 1024;
    return true;
}

/// What -detail adds behind the description.
void readQueriedDetail(ArchivedObject &object, QString &text)
{
    static const QRegularExpression retention(QStringLiteral("\\s+Ret[A-Za-z]*Init[A-Za-z]*\\s*:\\s*([A-Za-z]+)"));
    static const QRegularExpression hold(QStringLiteral("\\s+ObjHeld\\s*:\\s*([A-Za-z]+)"));
    const QRegularExpressionMatch initiated = retention.match(text);
    const QRegularExpressionMatch held = hold.match(text);
    object.isHeld = held.captured(1).compare(QLatin1String("yes"), Qt::CaseInsensitive) == 0;
    const bool isPending = initiated.captured(1).compare(QLatin1String("pending"), Qt::CaseInsensitive) == 0;
    if (isPending || object.isHeld)
        object.expiry = {Expiry::Kind::NotFixed, {}};
    qsizetype end = text.size();
    for (const QRegularExpressionMatch &match : {initiated, held}) {
        if (match.hasMatch())
            end = std::min(end, match.capturedStart());
    }
    text.truncate(end);
}

/// "Never Archive Date: 03/28/2022": expiry and description are not separated, and the word is one of the client's
/// language.
void readQueriedEnd(const QByteArray &after, ArchivedObject &object)
{
    static const QStringList never {QStringLiteral("Never"),  QStringLiteral("Nie"),   QStringLiteral("Niemals"),
                                    QStringLiteral("Jamais"), QStringLiteral("Nunca"), QStringLiteral("Mai")};
    QString text = QString::fromUtf8(after).simplified();
    const QString word = text.section(u' ', 0, 0);
    const QDate day = queriedDay(word);
    const qsizetype ours = text.indexOf(QLatin1String("Nightkeep archive "));
    if (day.isValid())
        object.expiry = {Expiry::Kind::OnDay, day};
    else if (never.contains(word, Qt::CaseInsensitive))
        object.expiry = {Expiry::Kind::Never, {}};
    readQueriedDetail(object, text);
    object.description = ours >= 0 ? text.mid(ours) : text.section(u' ', 1);
}

} // namespace

QList<ArchivedObject> parseQueryArchive(const QByteArray &text, const BytePath &path)
{
    QList<ArchivedObject> objects;
    if (text.size() > mostQueryBytes || path.isEmpty())
        return objects;
    const QByteArray mark = ' ' + path + ' ';
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype newline = text.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? text.size() : newline;
        const QByteArray line = end - begin > mostQueryLine ? QByteArray() : text.mid(begin, end - begin);
        begin = end + 1;
        const qsizetype at = line.indexOf(mark);
        ArchivedObject object;
        if (at < 0 || !readQueriedSize(line.left(at), object))
            continue;
        object.path = path;
        readQueriedEnd(line.mid(at + mark.size()), object);
        objects.append(object);
    }
    return objects;
}

} // namespace Nightkeep
