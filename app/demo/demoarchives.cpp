// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoarchives.h"

#include "app/apptr.h"
#include "app/demo/democatalogue.h"
#include "app/demo/demohistory.h"
#include "app/demo/demoservers.h"
#include "app/demo/demotar.h"
#include "app/demo/demozips.h"
#include "models/archives/archiveanswers.h"
#include "models/archives/archiverefusal.h"
#include "models/base/json.h"
#include "models/zips/zipfile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTimeZone>

#include <utility>

namespace Nightkeep {

namespace {

constexpr int mostZips = 24; ///< of an archive, with those that it lacks, however many courses there are

/// One run: what a job of that moment would have packed, and its files on the server.
class DemoRun
{
public:
    DemoRun(const Site &site, const QString &name, const QDateTime &started)
        : m_started(started)
    {
        ArchiveRun &run = m_record.run;
        run.id = started.toString(QStringLiteral("yyyyMMdd-HHmmss-")) + name;
        run.request.site = site.name;
        run.request.notBefore = demoLastRun(started).date().addDays(-7);
        run.request.name = name;
        run.request.term = name.section(u'-', 1);
        run.server = site.dataServer;
        run.dataFolder = site.dataFolder;
        run.archiveFolder = site.archiveFolder;
        run.startedAt = started;
        run.startedBy = demoColleague();
        run.zipsChecked.level = ZipLevel::Closed;
        m_record.status.progress.inBytes = true;
    }

    [[nodiscard]] ArchiveRecord &record() { return m_record; }

    void pack(const DemoCourse &demo, int number, quint64 seed, DemoFolder &folder)
    {
        const QDateTime made = demoLastRun(m_started).addSecs(47 + 31 * number);
        const Result<QByteArray> zip =
            makeDemoZip({demo.course, made, 900, seed * 1000003 + quint64(made.toSecsSinceEpoch())});
        if (!zip) {
            folder.setError(zip.error());
            return;
        }
        const ArchivedFile file {QByteArray::number(demo.course.id) + "/backupdata/" + demoZipName(demo.course, made),
                                 zip->size(),
                                 made,
                                 QCryptographicHash::hash(*zip, QCryptographicHash::Sha256).toHex(),
                                 demo.course.id,
                                 made,
                                 demo.course.shortName};
        m_tar += demoTarMember(file.path, *zip, made, DemoTarFormat::Gnu);
        m_files.append(file);
        ++m_record.run.files;
        m_record.run.bytes += file.bytes;
    }

    void complete(DemoFolder &folder)
    {
        tellSteps(ArchiveStep::Done);
        QByteArray tar = m_tar + QByteArray(2 * demoTarBlock, '\0');
        tar += demoTarFill(tar.size(), 20 * demoTarBlock);
        ArchiveStatus &status = m_record.status;
        status.state = ArchiveState::Complete;
        status.sha256 = QCryptographicHash::hash(tar, QCryptographicHash::Sha256).toHex();
        status.tarBytes = tar.size();
        status.finishedAt = m_told;
        writeJob(folder);
        const BytePath place = archives() + m_record.run.request.name.toUtf8() + ".tar";
        folder.file(place, tar, status.finishedAt);
        folder.file(place + ".manifest", manifest(), status.finishedAt);
    }

    /// Moodle's own run removed a zip that was packed already.
    void failForWantOf(const BytePath &path, DemoFolder &folder)
    {
        tellSteps(ArchiveStep::Comparing);
        tell(60, "failed while comparing: missing");
        const QByteArrayList failure {"missing", path, nameOf(ArchiveStep::Comparing).toUtf8()};
        ArchiveStatus &status = m_record.status;
        status.state = ArchiveState::Resumable;
        status.failure = jobFailureText(failure.at(0), failure.at(1), failure.at(2));
        writeJob(folder);
        folder.file(jobFolder() + "failure", inputFields(failure), m_told);
    }

    [[nodiscard]] const QList<ArchivedFile> &files() const { return m_files; }

    /// What it would take, as its plan had it.
    [[nodiscard]] ArchivePlan plan() const
    {
        ArchivePlan plan;
        const ArchiveRun &run = m_record.run;
        plan.request = run.request;
        plan.server = run.server;
        plan.dataFolder = run.dataFolder;
        plan.archiveFolder = run.archiveFolder;
        plan.plannedAt = m_started;
        plan.freeBytes = 107LL << 30;
        plan.warnings = run.warnings;
        for (const ArchivedFile &file : m_files) {
            PlannedZip zip;
            zip.file = {file.path, file.bytes, file.modified};
            zip.file.check.level = ZipLevel::Closed;
            zip.courseId = file.course;
            zip.reason = QStringLiteral("The newest backup of the course, closed properly.");
            zip.course = file.shortName;
            zip.kind = CopyKind::MadeByMoodle;
            plan.zips.append(zip);
        }
        plan.fingerprint = planFingerprint(plan.zips);
        return plan;
    }

private:
    [[nodiscard]] BytePath archives() const
    {
        return demoServerFolder(m_record.run.server) + m_record.run.archiveFolder + '/';
    }
    [[nodiscard]] BytePath jobFolder() const { return archives() + ".nightkeep/" + m_record.run.id.toUtf8() + '/'; }

    void tell(int seconds, const QByteArray &what)
    {
        m_told = m_started.addSecs(seconds);
        m_log += m_told.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toLatin1() + ' ' + what + '\n';
    }

    /// Up to the last one that was begun.
    void tellSteps(ArchiveStep last)
    {
        constexpr std::pair<ArchiveStep, int> steps[] = {{ArchiveStep::Listing, 1},    {ArchiveStep::Checking, 2},
                                                         {ArchiveStep::Packing, 3},    {ArchiveStep::Syncing, 14},
                                                         {ArchiveStep::Comparing, 15}, {ArchiveStep::Summing, 27},
                                                         {ArchiveStep::Hashing, 28},   {ArchiveStep::Finishing, 38}};
        for (const auto &[step, seconds] : steps) {
            if (step > last)
                break;
            const QByteArray word = nameOf(step).toUtf8();
            tell(seconds, word);
            m_steps += QByteArray::number(m_told.toSecsSinceEpoch()) + ' ' + word + '\n';
        }
        if (last == ArchiveStep::Done)
            tell(39, "done");
        m_record.status.step = last;
        m_record.status.progress.text = archiveStepWord(last);
    }

    [[nodiscard]] QByteArrayList planFields() const
    {
        const ArchiveRun &run = m_record.run;
        return {run.id.toUtf8(),
                run.request.name.toUtf8(),
                run.request.site.toUtf8(),
                nameOf(run.request.rule).toUtf8(),
                run.request.notBefore.toString(Qt::ISODate).toUtf8(),
                run.server.toUtf8(),
                run.dataFolder,
                run.archiveFolder,
                run.startedBy.toUtf8(),
                QByteArray::number(m_started.toSecsSinceEpoch()),
                QByteArray::number(run.files),
                QByteArray::number(run.bytes)};
    }

    /// The lists as resources/remote/archive-job.sh names them.
    void writeJob(DemoFolder &folder)
    {
        QByteArrayList names;
        QByteArrayList list;
        for (const ArchivedFile &file : std::as_const(m_files)) {
            names += file.path;
            list += {"./" + file.path, QByteArray::number(file.bytes),
                     QByteArray::number(file.modified.toSecsSinceEpoch())};
        }
        folder.file(jobFolder() + "plan", inputFields(planFields()), m_started);
        folder.file(jobFolder() + "Include_zip_files", inputFields(names), m_started);
        folder.file(jobFolder() + "list.nul", inputFields(list), m_started);
        folder.file(jobFolder() + "state", m_steps, m_told);
        folder.file(jobFolder() + "log", m_log, m_told);
        m_record.status.log = QString::fromLatin1(m_log.trimmed());
    }

    /// A frame (models/base/frame.h), as the job writes it.
    [[nodiscard]] QByteArray manifest() const
    {
        QByteArrayList fields {"NIGHTKEEP/1", "archive-manifest", "R", "run", "12"};
        fields += planFields();
        fields += QByteArrayList {"R",
                                  "tar",
                                  "3",
                                  QByteArray::number(m_record.status.tarBytes),
                                  m_record.status.sha256,
                                  QByteArray::number(m_record.status.finishedAt.toSecsSinceEpoch())};
        for (const ArchivedFile &file : m_files)
            fields += QByteArrayList {"R",
                                      "file",
                                      "7",
                                      file.path,
                                      QByteArray::number(file.bytes),
                                      QByteArray::number(file.modified.toSecsSinceEpoch()),
                                      file.sha256,
                                      QByteArray::number(file.course.value_or(0)),
                                      QByteArray::number(file.made.toSecsSinceEpoch()),
                                      file.shortName.toUtf8()};
        const QByteArray count = QByteArray::number(fields.size());
        return inputFields(fields + QByteArrayList {"END", count});
    }

    QDateTime m_started;
    ArchiveRecord m_record;
    QByteArray m_tar; ///< without its end
    QList<ArchivedFile> m_files;
    QDateTime m_told; ///< the last line of the log
    QByteArray m_log;
    QByteArray m_steps;
};

void packAll(DemoRun &run, const QList<DemoCourse> &courses, bool lacksSome, quint64 seed, DemoFolder &folder)
{
    int left = mostZips;
    for (int number = 0; number < courses.size() && left > 0; ++number) {
        const DemoCourse &demo = courses.at(number);
        if (demo.story == DemoCourseStory::Skipped || demo.story == DemoCourseStory::NeverRun)
            continue;
        --left;
        if (lacksSome && demo.story == DemoCourseStory::NoZip)
            run.record().run.warnings.append({ArchiveWarning::Kind::NoZip,
                                              demo.course.id,
                                              demo.course.shortName,
                                              AppTr::tr("%1 has no backup.").arg(demo.course.shortName),
                                              {},
                                              true});
        else
            run.pack(demo, number, seed, folder);
    }
}

QDateTime evening(int year, int month, int day)
{
    return {QDate(year, month, day), QTime(19, 0), QTimeZone::utc()};
}

} // namespace

void writeDemoArchives(DemoFolder &folder, const Site &site, const QList<DemoCourse> &courses, quint64 seed)
{
    DemoRun spring(site, QStringLiteral("moodle-2008-spring"), evening(2008, 3, 28));
    packAll(spring, courses, true, seed, folder);
    spring.complete(folder);
    if (!spring.record().run.warnings.isEmpty())
        spring.record().accepted = ArchiveNote {QStringLiteral("Set up that week, they held nothing yet; "
                                                               "settled at the term's meeting."),
                                                demoColleague(), evening(2008, 4, 2).addSecs(-8 * 3600)};

    DemoRun summer(site, QStringLiteral("moodle-2008-summer"), evening(2008, 7, 25));
    packAll(summer, courses, false, seed, folder);
    summer.complete(folder);
    summer.record().status.readAt = evening(2008, 7, 28).addSecs(-9 * 3600);
    writeDemoHandOver(folder, summer.record());

    // Begun at the moment of Moodle's own run of that night.
    DemoRun autumn(site, QStringLiteral("moodle-2008-autumn"), demoLastRun(folder.moment()).addSecs(-5));
    packAll(autumn, courses, false, seed, folder);
    if (!folder.failed())
        autumn.failForWantOf(autumn.files().first().path, folder);

    // Looked at before Moodle's last run of the term, and kept.
    DemoRun early(site, QStringLiteral("moodle-2008-autumn"), evening(2008, 12, 12));
    packAll(early, courses, true, seed, folder);

    DemoArchives remembered;
    remembered.early = early.plan();
    for (DemoRun *run : {&autumn, &summer, &spring}) {
        run->record().asOf = demoLastAsked(folder.moment());
        remembered.runs.append(run->record());
    }
    folder.file("archives.json", compactJson(toJson(remembered)).toUtf8() + '\n');
}

Result<DemoArchives> readDemoArchives(const QString &folder)
{
    QFile file(folder + QStringLiteral("/archives.json"));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return fromJsonText<DemoArchives>(text, file.fileName());
}

} // namespace Nightkeep
