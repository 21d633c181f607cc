// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/democourses.h"

#include "app/apptr.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

namespace Nightkeep {

namespace {

DemoCourseStory storyOf(int number, int count)
{
    switch (number) {
    case 6:
        return DemoCourseStory::Skipped;
    case 9:
    case 26:
        return DemoCourseStory::Truncated;
    case 12:
        return DemoCourseStory::Unfinished;
    case 19:
        return DemoCourseStory::FreshAndLatin1;
    case 21:
        return DemoCourseStory::WrongBytes;
    case 30:
        return DemoCourseStory::EmptyZip;
    default:
        break;
    }
    if (number == count - 1 && number > 30)
        return DemoCourseStory::NeverRun;
    if (number % 13 == 5)
        return DemoCourseStory::NoZip;
    if (number % 17 == 3)
        return DemoCourseStory::Stale;
    return number % 8 == 0 && number > 0 ? DemoCourseStory::FreshAndManual : DemoCourseStory::Fresh;
}

QDateTime newestZipOf(DemoCourseStory story, int number, const QDateTime &lastRun)
{
    const QDateTime inLastRun = lastRun.addSecs(47 + 31 * number);
    switch (story) {
    case DemoCourseStory::NoZip:
    case DemoCourseStory::NeverRun:
        return {};
    case DemoCourseStory::Stale:
        return inLastRun.addDays(-7 * (3 + number % 5));
    case DemoCourseStory::Skipped:
        return inLastRun.addDays(-141); // a Friday in July
    case DemoCourseStory::Unfinished:
        return inLastRun.addDays(-4);
    case DemoCourseStory::Fresh:
    case DemoCourseStory::FreshAndManual:
    case DemoCourseStory::FreshAndLatin1:
    case DemoCourseStory::Truncated:
    case DemoCourseStory::WrongBytes:
    case DemoCourseStory::EmptyZip:
        break;
    }
    return inLastRun;
}

QString asciiWord(const QString &text)
{
    QString word;
    for (const QChar c : text.toLower().normalized(QString::NormalizationForm_KD)) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'-')
            word += c;
        else if (!c.isMark() && !word.endsWith(u'_'))
            word += u'_';
    }
    return word;
}

} // namespace

QDateTime demoLastRun(const QDateTime &now)
{
    const QDateTime today(now.date(), QTime(3, 0), QTimeZone::utc());
    int days = now.date().dayOfWeek() - Qt::Saturday;
    if (days < 0 || (days == 0 && now < today))
        days += 7;
    return today.addDays(-days);
}

Result<QList<DemoCourse>> demoCourses(int count, const QDateTime &now)
{
    QFile file(QStringLiteral(":/demo/courses.json"));
    const QJsonArray subjects =
        file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
    if (subjects.isEmpty())
        return fail(ErrorKind::Internal, AppTr::tr("The demo's courses were not built into the program."));

    const QDateTime lastRun = demoLastRun(now);
    QList<DemoCourse> courses;
    for (int number = 0; number < count; ++number) {
        DemoCourse demo;
        demo.story = storyOf(number, count);
        demo.newestZip = newestZipOf(demo.story, number, lastRun);
        demo.changed = demo.story == DemoCourseStory::Skipped ? demo.newestZip.addDays(-3)
                                                              : now.addSecs(-qint64(3600) * (5 + number * 7 % 400));
        const QJsonValue subject = subjects.at(number % subjects.size());
        const QJsonArray topics = subject[u"topics"].toArray();
        const int topic = number / int(subjects.size());
        demo.course.id = number == 0 ? 1 : 9 + number;
        if (number == 0) {
            demo.course.shortName = QStringLiteral("Moodle");
            demo.course.fullName = QStringLiteral("Moodle, the virtual learning environment");
        } else if (demo.story == DemoCourseStory::Skipped) {
            demo.course.shortName = QStringLiteral("TEST15");
            demo.course.fullName = QStringLiteral("A colleague's test course");
            demo.course.visible = false;
        } else {
            demo.course.shortName = subject[u"code"].toString() + QString::number(1001 + topic);
            demo.course.fullName = topics.at(topic % topics.size()).toString();
        }
        courses.append(demo);
    }
    return courses;
}

QByteArray demoZipName(const Course &course, const QDateTime &made)
{
    return QStringLiteral("backup-%1-%2.zip")
        .arg(asciiWord(course.shortName), made.toString(QStringLiteral("yyyyMMdd-HHmm")))
        .toLatin1();
}

} // namespace Nightkeep
