// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What our programs on servers answer, but for those that list backups and zips.
#include "models/archives/archiveanswers.h"
#include "models/archives/webroots.h"
#include "models/coverage/backuppreview.h"
#include "models/coverage/changerate.h"
#include "models/servers/serversnapshot.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/madeframe.h"

#include <QTimeZone>

#include <tuple>

using namespace Nightkeep;

namespace {

const QByteArray someMoment = "1219970000";
const QByteArray run = "20080829-031500-summer";

FrameRecord runRecord()
{
    return {"run",
            {run, "summer", "moodle", "newest-per-course", "2008-06-01", "moodle-a", "/data/moodle", "/data/archives",
             "rfg@workspace", someMoment, "38", "3000"}};
}

FrameRecord statusRecord(const QByteArray &state, const QByteArray &step, const QByteArray &failure = {})
{
    const QByteArray sum = state == "complete" ? QByteArray(64, 'a') : QByteArray();
    return {"status",
            {run, state, step, someMoment, someMoment, "1000", "3000", failure, "5", step, sum, "3072",
             sum.isEmpty() ? QByteArray() : someMoment, "packing\nreading \xff back"}};
}

} // namespace

bool fuzz(const QByteArray &data)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(1219970000, QTimeZone::utc());
    const QByteArray program = data.mid(data.indexOf('\0') + 1).left(20);
    const QList<FrameRecord> records = recordsIn(data);
    if (program.startsWith("probe"))
        return parseProbe(records, moment, moment).has_value();
    if (program.startsWith("archive-status")) {
        std::ignore = checkArchiveAnswer(records, QStringLiteral("moodle-a"));
        std::ignore = parseArchiveRead(records);
        const Result<QList<ArchiveRecord>> runs = parseArchiveRuns(records);
        return runs && !runs->isEmpty() && parseArchiveStatus(records);
    }
    if (program.startsWith("tar-headers")) {
        const Result<TarHeaders> headers = parseTarHeaders(records);
        return headers && !headers->included.isEmpty() && !checkMembers({}, headers->included).isEmpty();
    }
    if (program.startsWith("change-rate")) {
        const Result<QList<ChangeRate>> rates = parseChangeRate(records);
        return rates && !rates->isEmpty();
    }
    if (program.startsWith("web-roots")) {
        const Result<WebRoots> seen = parseWebRoots(records);
        if (seen)
            std::ignore = webRemark("/data/www/a", "/data/www/moodle", *seen);
        return seen && !seen->roots.isEmpty();
    }
    const Result<BackupPreview> preview = parsePreview(records, "/data", moment);
    return preview && !previewSentence(*preview).isEmpty();
}

QByteArrayList seeds()
{
    const FrameRecord now {"now", {"1219980000"}};
    const FrameRecord finished {"finished", {}};
    return {
        frameOf("web-roots",
                {{"folder", {"/data/www/a"}},
                 {"root", {"/data/www", "/data/www", "/etc/nginx/nginx.conf"}},
                 {"unreadable", {"/etc/apache2/apache2.conf"}},
                 finished}),
        frameOf(
            "probe",
            {{"OS", {"PRETTY_NAME=\"Debian GNU/Linux\"\n"}},
             {"KERNEL", {"Linux 2.6.26"}},
             {"UPTIME", {"1234.56 99.0\n"}},
             {"MOUNTINFO", {"20 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n21 20 8:5 / /data rw - xfs /dev/sdb1 rw\n"}},
             {"MOUNTS", {"/dev/sda1 / ext3 rw 0 0\n"}},
             {"DF", {"Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 100 40 60 40% /\n"}},
             {"TOOL", {"find", "/usr/bin/find"}},
             {"FOLDER", {"/data/moodle", "dir"}},
             {"REAL", {"/data/moodle", "/srv/moodle"}},
             {"LACKS", {"awk"}},
             {"DSMC", {"asked"}},
             {"DSMFILE", {"opt", "/opt/dsm.opt", "SErvername a\nDOMain /data\n"}},
             {"DSMFILE", {"sys", "/opt/dsm.sys", "SErvername a\n VIRTUALMountpoint /data/x\n"}},
             {"FILESPACES", {"0", "  1   2024-09-13 04:16:26   EXT3   /\n  2   09/13/24   04:16:26   XFS    /data\n"}},
             {"DOMAIN", {"0", "DOMAIN: ALL-LOCAL -/temp\n"}},
             {"INCLEXCL", {"0", "Excl All /data/.../[a-m]*.zip  dsm.opt\nIncl All /data/moodle/.../* x\n"}},
             {"MGMTCLASS", {"0", "MgmtClass Name : DEFAULT\nVersions Data Exists : 2 version(s)\n"}},
             {"CLOCK", {someMoment, someMoment, "+0100"}}}),
        frameOf("archive-status", {now, runRecord(), statusRecord("working", "packing"), finished}),
        frameOf("archive-status",
                {now, runRecord(), statusRecord("complete", "finishing"), runRecord(),
                 statusRecord("failed", "comparing", "differs"), finished}),
        frameOf("tar-headers",
                {{"tar", {"10240"}},
                 {"block", {"0", QByteArray(512, 'a').toHex()}},
                 {"included", {"33/backupdata/a.zip", "700", someMoment}},
                 finished}),
        frameOf("change-rate",
                {{"RATE", {"/data", "done", "1", "10", "2", "20", "3", "30", "4", "40"}},
                 {"RATE", {"/srv", "unfinished", "0", "0", "0", "0", "0", "0", "0", "0"}}}),
        frameOf("backup-preview",
                {{"DSMC", {"asked"}},
                 {"PREVIEW",
                  {"0", "whole",
                   "Object Name:\tFS:\tType:\tState:\tPattern:\n/data/a\tXFS\tFile\tExcluded\t/data/.../*\tdsm.sys\n"
                   "\"/data/b c\"  File  Included\n/data/d Excl. /.../d dsm.opt\nIncluded /data/e\n"}}})};
}
