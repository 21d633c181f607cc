// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/backupoption.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/settings/weekdays.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

// mdl_backup_config.value is VARCHAR(255); what is longer would be cut off without a word. Later it is a LONGTEXT, and
// a path ends before PATH_MAX.
constexpr int longestStored = 255;
constexpr int longestFolder = 4095;

bool isNumberUpTo(const QString &text, int most)
{
    if (text.isEmpty() || text.size() > 4 || (text.size() > 1 && text.startsWith(u'0')))
        return false;
    if (!std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return false;
    return text.toInt() <= most;
}

bool isFolderText(const QString &text, MoodleEdition edition)
{
    if (text.isEmpty())
        return true;
    const bool isTooLong =
        edition == MoodleEdition::Later ? text.toUtf8().size() > longestFolder : text.toUcs4().size() > longestStored;
    if (!text.startsWith(u'/') || isTooLong || text != text.trimmed())
        return false;
    for (const char32_t c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        if (category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Other_Surrogate
            || category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            return false;
    }
    const QStringList parts = text.split(u'/');
    return !parts.contains(QStringLiteral(".")) && !parts.contains(QStringLiteral(".."));
}

bool isOneOf(const QString &typed, std::initializer_list<QString> words)
{
    return std::any_of(words.begin(), words.end(), [&typed](const QString &word) { return typed == word.toLower(); });
}

std::optional<QString> onOffFromWords(const QString &typed)
{
    if (isOneOf(typed,
                {QStringLiteral("on"), QStringLiteral("yes"), QStringLiteral("true"), QStringLiteral("1"), Tr::tr("on"),
                 Tr::tr("yes")}))
        return QStringLiteral("1");
    if (isOneOf(typed,
                {QStringLiteral("off"), QStringLiteral("no"), QStringLiteral("false"), QStringLiteral("0"),
                 Tr::tr("off"), Tr::tr("no")}))
        return QStringLiteral("0");
    return std::nullopt;
}

std::optional<QString> optionActiveFromWords(const QString &typed)
{
    if (isOneOf(typed,
                {QStringLiteral("only by hand"), QStringLiteral("by hand"), QStringLiteral("manual"),
                 QStringLiteral("2"), Tr::tr("only by hand")}))
        return QStringLiteral("2");
    return onOffFromWords(typed);
}

std::optional<QString> optionStorageFromWords(const QString &typed)
{
    if (isOneOf(typed, {QStringLiteral("course"), QStringLiteral("0"), Tr::tr("course")}))
        return QStringLiteral("0");
    if (isOneOf(typed, {QStringLiteral("folder"), QStringLiteral("1"), Tr::tr("folder", "where backups are put")}))
        return QStringLiteral("1");
    if (isOneOf(typed,
                {QStringLiteral("course and folder"), QStringLiteral("both"), QStringLiteral("2"),
                 Tr::tr("course and folder")}))
        return QStringLiteral("2");
    return std::nullopt;
}

std::optional<QString> usersFromWords(const QString &typed)
{
    if (isOneOf(typed, {QStringLiteral("all"), QStringLiteral("0"), Tr::tr("all")}))
        return QStringLiteral("0");
    if (isOneOf(typed, {QStringLiteral("course"), QStringLiteral("1"), Tr::tr("course")}))
        return QStringLiteral("1");
    if (isOneOf(typed, {QStringLiteral("none"), QStringLiteral("2"), Tr::tr("none")}))
        return QStringLiteral("2");
    return std::nullopt;
}

std::optional<QString> numberFromWords(const QString &typed, int most)
{
    static const QRegularExpression digits(QStringLiteral("\\A0*([0-9]{1,4})\\z"));
    const QRegularExpressionMatch match = digits.match(typed);
    if (!match.hasMatch())
        return std::nullopt;
    const QString number = QString::number(match.captured(1).toInt());
    return isNumberUpTo(number, most) ? std::optional(number) : std::nullopt;
}

/// What 0 means where a number of backups is chosen: most options then keep all, one makes no demand.
QString optionNoneInWords(const BackupOption &option)
{
    return option.name == QLatin1String("backup_auto_min_kept") ? Tr::tr("none") : Tr::tr("all");
}

std::optional<QString> optionKeepFromWords(const BackupOption &option, const QString &typed)
{
    const bool makesNoDemand = option.name == QLatin1String("backup_auto_min_kept");
    if (isOneOf(typed, {makesNoDemand ? QStringLiteral("none") : QStringLiteral("all"), optionNoneInWords(option)}))
        return QStringLiteral("0");
    return numberFromWords(typed, 9999);
}

QString optionDaysInWords(int days)
{
    return days == 0 ? Tr::tr("never") : Tr::tr("%n days", nullptr, days);
}

std::optional<QString> optionDaysFromWords(const QString &typed)
{
    if (isOneOf(typed, {QStringLiteral("never"), QStringLiteral("none"), Tr::tr("never")}))
        return QStringLiteral("0");
    static const QRegularExpression digits(QStringLiteral("\\A0*([0-9]{1,4})\\b"));
    const QRegularExpressionMatch match = digits.match(typed);
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = typed.mid(match.capturedEnd()).trimmed();
    const int days = match.captured(1).toInt();
    const bool isUnit = unit.isEmpty() || unit == QLatin1String("day") || unit == QLatin1String("days")
        || typed == optionDaysInWords(days).toLower();
    return isUnit ? std::optional(QString::number(days)) : std::nullopt;
}

std::optional<QString> hourFromWords(const QString &typed)
{
    if (isOneOf(typed, {QStringLiteral("midnight"), Tr::tr("midnight")}))
        return QStringLiteral("0");
    if (isOneOf(typed, {QStringLiteral("noon"), Tr::tr("noon")}))
        return QStringLiteral("12");
    static const QRegularExpression clock(
        QStringLiteral("\\A([0-9]{1,2})(?:[:.]00)?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?\\z"));
    const QRegularExpressionMatch match = clock.match(typed);
    if (!match.hasMatch())
        return std::nullopt;
    int hour = match.captured(1).toInt();
    const QString half = match.captured(2);
    if (!half.isEmpty()) {
        if (hour < 1 || hour > 12)
            return std::nullopt;
        hour = hour % 12 + (half.startsWith(u'p') ? 12 : 0);
    }
    return hour <= 23 ? std::optional(QString::number(hour)) : std::nullopt;
}

QString minuteInWords(int minute)
{
    if (minute == 0)
        return Tr::tr("on the hour");
    return minute == 1 ? Tr::tr("1 minute past the hour") : Tr::tr("%1 minutes past the hour").arg(minute);
}

std::optional<QString> minuteFromWords(const QString &typed)
{
    for (int minute = 0; minute < 60; ++minute)
        if (typed == minuteInWords(minute).toLower())
            return QString::number(minute);
    return numberFromWords(typed.startsWith(u':') ? typed.mid(1) : typed, 59);
}

std::optional<QString> folderFromWords(const QString &typed, MoodleEdition edition)
{
    const QString folded = typed.toLower();
    if (isOneOf(folded,
                {QString(), QStringLiteral("(blank)"), QStringLiteral("blank"), Tr::tr("(blank)"),
                 Tr::tr("the course's own folder"), Tr::tr("no folder")}))
        return QString();
    return isFolderText(typed, edition) ? std::optional(typed) : std::nullopt;
}

} // namespace

bool isValidForOption(const BackupOption &option, const QString &stored)
{
    switch (option.kind) {
    case OptionKind::OnOff:
        return stored == QLatin1String("0") || stored == QLatin1String("1");
    case OptionKind::Users:
    case OptionKind::Active:
    case OptionKind::Storage:
        return isNumberUpTo(stored, 2);
    case OptionKind::Keep:
    case OptionKind::Days:
        return isNumberUpTo(stored, 9999);
    case OptionKind::Weekdays:
        return isWeekdays(stored);
    case OptionKind::Hour:
        return isNumberUpTo(stored, 23);
    case OptionKind::Minute:
        return isNumberUpTo(stored, 59);
    case OptionKind::Folder:
        return isFolderText(stored, option.edition);
    case OptionKind::Text:
        return true;
    }
    return false;
}

QString optionInWords(const BackupOption &option, const QString &stored)
{
    if (!isValidForOption(option, stored) || option.kind == OptionKind::Text)
        return Tr::tr("\"%1\"", "a stored text that is shown as it is").arg(visibleText(stored));
    switch (option.kind) {
    case OptionKind::OnOff:
        return stored == QLatin1String("1") ? Tr::tr("on") : Tr::tr("off");
    case OptionKind::Users:
        if (stored == QLatin1String("0"))
            return Tr::tr("all");
        return stored == QLatin1String("1") ? Tr::tr("course") : Tr::tr("none");
    case OptionKind::Active:
        if (stored == QLatin1String("2"))
            return Tr::tr("only by hand");
        return stored == QLatin1String("1") ? Tr::tr("on") : Tr::tr("off");
    case OptionKind::Storage:
        if (stored == QLatin1String("0"))
            return Tr::tr("course");
        return stored == QLatin1String("1") ? Tr::tr("folder", "where backups are put") : Tr::tr("course and folder");
    case OptionKind::Keep:
        return stored == QLatin1String("0") ? optionNoneInWords(option) : stored;
    case OptionKind::Days:
        return optionDaysInWords(stored.toInt());
    case OptionKind::Weekdays:
        return weekdaysInWords(stored);
    case OptionKind::Hour:
        return QStringLiteral("%1:00").arg(stored.toInt(), 2, 10, QLatin1Char('0'));
    case OptionKind::Minute:
        return minuteInWords(stored.toInt());
    case OptionKind::Folder:
        if (!stored.isEmpty())
            return stored;
        return option.edition == MoodleEdition::Later ? Tr::tr("no folder") : Tr::tr("the course's own folder");
    case OptionKind::Text:
        break;
    }
    return stored;
}

std::optional<QString> optionFromWords(const BackupOption &option, const QString &typed)
{
    const QString text = typed.trimmed();
    const QString folded = text.toLower();
    switch (option.kind) {
    case OptionKind::OnOff:
        return onOffFromWords(folded);
    case OptionKind::Users:
        return usersFromWords(folded);
    case OptionKind::Active:
        return optionActiveFromWords(folded);
    case OptionKind::Storage:
        return optionStorageFromWords(folded);
    case OptionKind::Keep:
        return optionKeepFromWords(option, folded);
    case OptionKind::Days:
        return optionDaysFromWords(folded);
    case OptionKind::Weekdays:
        return weekdaysFromWords(folded);
    case OptionKind::Hour:
        return hourFromWords(folded);
    case OptionKind::Minute:
        return minuteFromWords(folded);
    case OptionKind::Folder:
        return folderFromWords(text, option.edition);
    case OptionKind::Text:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace Nightkeep
