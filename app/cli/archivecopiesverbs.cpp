// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/archivecopies.h"
#include "app/cli/archiveplans.h"
#include "models/base/format.h"
#include "models/catalogue/prooftables.h"

#include <QDir>
#include <QFileInfo>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption CopiesRunOption {"run", "ID", QT_TRANSLATE_NOOP("NightkeepApp", "which run; else the newest")};
constexpr VerbOption SignKeyOption {
    "key", "FILE", QT_TRANSLATE_NOOP("NightkeepApp", "the team's key; its .pub file where an agent has the key")};
constexpr VerbOption SignerUntilOption {
    "until", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "the last day; what was signed before stays good")};
constexpr VerbOption ExtractToOption {"to", "FILE",
                                      QT_TRANSLATE_NOOP("NightkeepApp", "a file or a folder of this machine")};
constexpr VerbOption ExtractThereOption {"there", "FOLDER",
                                         QT_TRANSLATE_NOOP("NightkeepApp", "a folder of the archive's server")};
constexpr VerbOption ExtractFromOption {
    "from", "TAR", QT_TRANSLATE_NOOP("NightkeepApp", "out of a file of this machine, as one that came back from tape")};

/// The run of --run, or the newest that was completed.
Result<QString> copiesRun(CliContext &context, Workspace &workspace)
{
    if (context.has("run")) {
        const Result<ArchiveRecord> known = knownRun(workspace, context.value("run"));
        return known ? Result<QString>(known->run.id) : fail(known.error());
    }
    const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());
    for (const ArchiveRecord &record : *runs) {
        if (wasVerified(record.status))
            return record.run.id;
    }
    return fail(ErrorKind::BadInput, AppTr::tr("No archive has been completed yet."),
                AppTr::tr("\"nightkeepctl archive list\" lists them."));
}

template<VerbResult (*run)(CliContext &context, Workspace &workspace, const QString &id)>
VerbResult withCopiesRun(CliContext &context, Workspace &workspace)
{
    const Result<QString> id = copiesRun(context, workspace);
    return id ? run(context, workspace, *id) : fail(id.error());
}

/// A name that is not UTF-8 can be given as it is shown, or percent-encoded.
Result<ArchivedFile> memberNamed(CliContext &context, Workspace &workspace, const QString &run, const QString &word)
{
    const Result<ArchiveManifest> manifest = workspace.verification().manifest(run, context.cancel());
    if (!manifest)
        return fail(manifest.error());
    for (const ArchivedFile &file : manifest->files) {
        if (file.path == word.toUtf8() || displayPath(file.path) == word
            || QString::fromLatin1(percentEncoded(file.path)) == word)
            return file;
    }
    return fail(ErrorKind::BadInput,
                AppTr::tr("There is no \"%1\" in the archive %2.").arg(visibleText(word), visibleText(run)),
                AppTr::tr("\"nightkeepctl archive contents\" lists what there is."));
}

CliAnswer answerOfSignature(const ManifestSignature &signature)
{
    QString text = signatureAnswer(signature).sentence + u'\n';
    if (!signature.fingerprint.isEmpty())
        text += AppTr::tr("Key: %1\n").arg(visibleText(signature.fingerprint));
    const bool isWell = signature.verdict == SignatureVerdict::Good || signature.verdict == SignatureVerdict::NotSigned;
    return {QJsonDocument(cliJson(signature)), text, isWell ? ExitStatus::Fine : ExitStatus::Findings};
}

VerbResult signArchive(CliContext &context, Workspace &workspace, const QString &run)
{
    if (const Result<void> writable = mayWrite(workspace); !writable)
        return fail(writable.error());
    if (!context.has("key"))
        return fail(ErrorKind::BadInput, AppTr::tr("Name the key to sign with: --key FILE."),
                    AppTr::tr("A private key of this machine, or the .pub file of one that an agent has."));
    const Result<ManifestSignature> made = workspace.verification().sign(run, context.value("key"), context.cancel());
    return made ? VerbResult(answerOfSignature(*made)) : fail(made.error());
}

VerbResult showSignature(CliContext &context, Workspace &workspace, const QString &run)
{
    const Result<ManifestSignature> checked = workspace.verification().checkSignature(run, context.cancel());
    return checked ? VerbResult(answerOfSignature(*checked)) : fail(checked.error());
}

VerbResult listSigners(CliContext &, Workspace &workspace)
{
    const Result<CatalogueRecords> records = workspace.catalogue();
    if (!records)
        return fail(records.error());
    TextTable table({AppTr::tr("SIGNER"), AppTr::tr("KEY"), AppTr::tr("ADDED BY"), AppTr::tr("UNTIL")});
    for (const AllowedSigner &signer : records->signers)
        table.add({signer.name, signer.publicKey, signer.addedBy,
                   signer.until.isValid() ? signer.until.date().toString(Qt::ISODate) : QString()});
    return CliAnswer {QJsonDocument(cliJson(records->signers)), table.text()};
}

Result<std::optional<AllowedSigner>> knownSigner(Workspace &workspace, const QString &name)
{
    const Result<CatalogueRecords> records = workspace.catalogue();
    if (!records)
        return fail(records.error());
    for (const AllowedSigner &signer : records->signers) {
        if (signer.name.compare(name, Qt::CaseInsensitive) == 0)
            return std::optional(signer);
    }
    return std::optional<AllowedSigner>();
}

VerbResult setSigner(CliContext &context, Workspace &workspace)
{
    if (const Result<void> writable = mayWrite(workspace); !writable)
        return fail(writable.error());
    const Result<QDate> until = context.day("until");
    if (!until)
        return fail(until.error());
    const Result<std::optional<AllowedSigner>> seen = knownSigner(workspace, context.word(1));
    if (!seen)
        return fail(seen.error());
    AllowedSigner signer = seen->value_or(AllowedSigner());
    signer.name = context.word(1);
    signer.publicKey = context.words().mid(2).join(u' ');
    signer.until = until->isValid() ? QDateTime(*until, QTime(23, 59, 59), QTimeZone::utc()) : QDateTime();
    const Result<void> set = workspace.verification().replaceSigner(*seen, signer);
    return set ? listSigners(context, workspace) : fail(set.error());
}

VerbResult removeSigner(CliContext &context, Workspace &workspace)
{
    if (const Result<void> writable = mayWrite(workspace); !writable)
        return fail(writable.error());
    const Result<std::optional<AllowedSigner>> seen = knownSigner(workspace, context.word(1));
    if (!seen)
        return fail(seen.error());
    if (!*seen)
        return fail(ErrorKind::BadInput, AppTr::tr("There is no signer \"%1\".").arg(visibleText(context.word(1))),
                    AppTr::tr("\"nightkeepctl archive signers\" lists them."));
    const Result<void> agreed = context.agree(
        AppTr::tr("Remove the signer %1? What was signed with that key is told as unknown then.").arg((*seen)->name),
        AppTr::tr("Give --yes. With \"archive signers set NAME KEY --until DATE\" what was signed before stays good."));
    if (!agreed)
        return fail(agreed.error());
    const Result<void> removed = workspace.verification().replaceSigner(*seen, std::nullopt);
    return removed ? listSigners(context, workspace) : fail(removed.error());
}

VerbResult signersVerb(CliContext &context, Workspace &workspace)
{
    const QString what = context.word(0);
    if (what.isEmpty())
        return listSigners(context, workspace);
    if (what == u"set" && context.words().size() > 2)
        return setSigner(context, workspace);
    if (what == u"remove" && context.words().size() == 2)
        return removeSigner(context, workspace);
    return fail(ErrorKind::BadInput, AppTr::tr("That is nothing to do with signers."),
                AppTr::tr("See nightkeepctl archive --help."));
}

VerbResult extractCopy(CliContext &context, Workspace &workspace, const QString &run)
{
    if (const Result<void> writable = mayWrite(workspace); !writable) // who took what is recorded
        return fail(writable.error());
    if (context.has("to") == context.has("there") || (context.has("from") && context.has("there")))
        return fail(ErrorKind::BadInput, AppTr::tr("Say where the copy is to go: --to FILE, or --there FOLDER."),
                    AppTr::tr("With --from TAR it is --to FILE."));
    const Result<ArchivedFile> file = memberNamed(context, workspace, run, context.word(0));
    if (!file)
        return fail(file.error());
    const BytePath &path = file->path;
    const QString known = takenOutAnswer(file->sha256).sentence + u'\n';
    if (context.has("there")) {
        const Result<BytePath> there =
            workspace.extraction().extractThere(run, path, context.value("there").toUtf8(), context.cancel());
        if (!there)
            return fail(there.error());
        QJsonObject json;
        insertPath(json, QStringLiteral("there"), *there);
        json.insert(QStringLiteral("sha256"), QString::fromLatin1(file->sha256)); // empty: not held against any
        return CliAnswer {QJsonDocument(json),
                          AppTr::tr("It is on the server as %1.\n").arg(displayPath(*there)) + known};
    }
    const QFileInfo named(context.value("to"));
    const QString own = displayPath(path.mid(path.lastIndexOf('/') + 1)).replace(u'/', u'_');
    const QString fileName = named.isDir() ? QDir(named.filePath()).filePath(own) : named.filePath();
    const Result<void> taken = context.has("from")
        ? workspace.extraction().extractFrom(context.value("from"), run, path, fileName, context.cancel())
        : workspace.extraction().extract(run, path, fileName, context.cancel(), context.progress());
    if (!taken)
        return fail(taken.error());
    return CliAnswer {QJsonDocument(QJsonObject {{QStringLiteral("file"), fileName},
                                                 {QStringLiteral("sha256"), QString::fromLatin1(file->sha256)}}),
                      AppTr::tr("It is in \"%1\".\n").arg(visibleText(fileName)) + known};
}

} // namespace

VerbResult verifyCopies(CliContext &context, Workspace &workspace, const QString &run)
{
    QList<VerificationService::Due> copies;
    if (context.has("due")) {
        const Result<qint64> share = context.number("due", 1, 1, 1000);
        const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
        const Result<CatalogueRecords> records = workspace.catalogue();
        if (!share || !runs || !records)
            return fail(!share ? share.error() : !runs ? runs.error() : records.error());
        copies = VerificationService::due(*runs, *records, int(*share));
    } else if (context.has("file")) {
        const QString file = QFileInfo(context.value("file")).absoluteFilePath();
        copies.append({run, QStringLiteral("file:") + file, {}});
    } else {
        copies.append({run, context.value("place"), {}});
    }
    TextTable table({AppTr::tr("RUN"), AppTr::tr("WHERE"), AppTr::tr("READ"), AppTr::tr("WHY")});
    QList<ArchiveVerification> read;
    ExitStatus ending = ExitStatus::Fine;
    for (const VerificationService::Due &copy : std::as_const(copies)) {
        const Result<ArchiveVerification> each =
            workspace.verification().verify(copy.run, copy.place, context.cancel(), context.progress());
        const QString where = copy.place.isEmpty() ? AppTr::tr("server") : copy.place;
        if (!each && (each.error().kind == ErrorKind::Cancelled || copies.size() == 1))
            return fail(each.error());
        if (!each) {
            table.add({copy.run, where, AppTr::tr("not read"), each.error().message});
            ArchiveVerification failed;
            failed.run = copy.run;
            failed.place = copy.place;
            failed.reason = each.error().message;
            read.append(failed);
            ending = worse(ending, exitStatusOf(each.error().kind));
            continue;
        }
        read.append(*each);
        table.add({copy.run, where, verificationWord(each->outcome), each->reason});
        if (each->outcome != ArchiveVerification::Outcome::Same)
            ending = worse(ending, ExitStatus::Findings);
    }
    return CliAnswer {QJsonDocument(cliJson(read)), table.text(), ending};
}

VerbResult showInside(CliContext &context, Workspace &workspace, const QString &run)
{
    const Result<ArchivedFile> file = memberNamed(context, workspace, run, context.value("member"));
    if (!file)
        return fail(file.error());
    const Result<QList<InnerMember>> members =
        workspace.extraction().members(run, file->path, context.cancel(), context.progress());
    if (!members)
        return fail(members.error());
    TextTable table({AppTr::tr("MEMBER"), AppTr::tr("SIZE"), AppTr::tr("MADE")});
    QJsonArray array;
    for (const InnerMember &member : *members) {
        table.add(
            {member.name, bytesInWords(member.bytes),
             member.modified.isValid() ? member.modified.toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString()});
        array.append(QJsonObject {{QStringLiteral("name"), member.name},
                                  {QStringLiteral("bytes"), member.bytes},
                                  {QStringLiteral("modified"), member.modified.toString(Qt::ISODate)}});
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

const QList<Verb> Verbs::archiveCopies {
    {"archive sign",
     "--key FILE [--run ID]",
     withWorkspace<withCopiesRun<signArchive>>,
     {SignKeyOption, CopiesRunOption}},
    {"archive signature", "[--run ID]", withWorkspace<withCopiesRun<showSignature>>, {CopiesRunOption}},
    {"archive signers",
     "[set NAME KEY...|remove NAME] [--until DATE] [--yes]",
     withWorkspace<signersVerb>,
     {SignerUntilOption}},
    {"archive extract",
     "PATH [--to FILE] [--there FOLDER] [--from TAR] [--run ID]",
     withWorkspace<withCopiesRun<extractCopy>>,
     {ExtractToOption, ExtractThereOption, ExtractFromOption, CopiesRunOption}},
};

} // namespace Nightkeep
