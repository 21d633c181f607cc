// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshmanifestsigner.h"

#include "app/apptr.h"
#include "app/process/processrunner.h"
#include "app/ssh/askpasslistener.h"
#include "app/ssh/sshsignature.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr std::chrono::minutes SigningTime {5}; // a key may wait for a touch
constexpr std::chrono::minutes CheckingTime {2};
constexpr qint64 LongestWrittenSignature = 65536;
const QString SignatureNamespace = QStringLiteral("nightkeep-archive");
const QString StrangerName = QStringLiteral("stranger"); ///< under which a key is tried that nobody has allowed

Result<void> writePrivately(const QString &fileName, const QByteArray &bytes)
{
    const int descriptor =
        ::open(QFile::encodeName(fileName).constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    QFile file;
    const bool isOpen = descriptor >= 0 && file.open(descriptor, QIODevice::WriteOnly, QFileDevice::AutoCloseHandle);
    if (!isOpen || file.write(bytes) != bytes.size() || !file.flush())
        return fail(ErrorKind::ReadOnly, AppTr::tr("\"%1\" cannot be written.").arg(fileName),
                    AppTr::tr("See whether the disk for temporary files is full or read-only."));
    return {};
}

Unexpected noPrivateFolder()
{
    return fail(ErrorKind::ReadOnly, AppTr::tr("No private folder for the manifest could be made."),
                AppTr::tr("See whether the folder for temporary files can be written."));
}

bool knowsNoSignatures(const ProcessResult &result)
{
    return result.errors.contains("illegal option") || result.errors.contains("invalid option")
        || result.errors.contains("unknown option");
}

/// Why it could not even be tried.
std::optional<Error> keygenTrouble(const ProcessResult &result)
{
    if (result.ending == ProcessResult::Ending::NotStarted)
        return Error {ErrorKind::MissingTool, AppTr::tr("ssh-keygen could not be started: %1").arg(result.startError),
                      AppTr::tr("Install the OpenSSH client (package openssh-client).")};
    if (knowsNoSignatures(result))
        return Error {ErrorKind::MissingTool, AppTr::tr("This machine's ssh-keygen is too old to sign anything."),
                      AppTr::tr("Install OpenSSH 8.2 or later.")};
    if (result.ending == ProcessResult::Ending::Cancelled)
        return Error {ErrorKind::Cancelled, AppTr::tr("The signing was stopped.")};
    if (result.ending == ProcessResult::Ending::TimedOut)
        return Error {ErrorKind::TimedOut, AppTr::tr("ssh-keygen did not end within the time limit."),
                      AppTr::tr("See whether the key's agent or token answers.")};
    return std::nullopt;
}

Unexpected notSigned(const QString &keyFile, const ProcessResult &result)
{
    const bool isRefused = result.errors.contains("incorrect passphrase") || result.errors.contains("agent refused");
    return fail(isRefused ? ErrorKind::AuthenticationFailed : ErrorKind::Failed,
                isRefused ? AppTr::tr("The key \"%1\" was not opened.").arg(visibleText(keyFile))
                          : AppTr::tr("Nothing was signed with the key \"%1\".").arg(visibleText(keyFile)),
                AppTr::tr("Try it by hand: \"ssh-keygen -Y sign -n %1 -f KEY FILE\". The details hold what it said.")
                    .arg(SignatureNamespace),
                displayPath(result.errors.trimmed()));
}

QByteArray allowedLine(const QString &name, const QByteArray &type, const QByteArray &key)
{
    return name.toUtf8() + " namespaces=\"" + SignatureNamespace.toLatin1() + "\" " + type + ' ' + key + '\n';
}

/// The type that the key itself begins with.
QByteArray typeOfKey(const QByteArray &key)
{
    const QByteArray blob = QByteArray::fromBase64(key);
    const QByteArray type = blob.mid(4, blob.size() > 3 ? static_cast<unsigned char>(blob.at(3)) : 0);
    const bool isWord = !type.isEmpty() && std::all_of(type.cbegin(), type.cend(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '@' || c == '.';
    });
    return isWord ? type : QByteArray();
}

ManifestSignature judged(ManifestSignature known, SignatureVerdict verdict, const QString &reason = {})
{
    known.verdict = verdict;
    known.reason = reason;
    return known;
}

/// Whether it is a good one, whoever's, is known by now.
ManifestSignature judgedSigner(ManifestSignature known, const AllowedSigner *signer)
{
    if (!signer)
        return judged(known, SignatureVerdict::UnknownSigner,
                      AppTr::tr("Its key, %1, is no allowed signer's.").arg(known.fingerprint));
    known.signer = signer->name;
    const QDateTime &until = signer->until;
    if (until.isValid() && !(known.signedAt.isValid() && known.signedAt <= until))
        return judged(known, SignatureVerdict::UnknownSigner,
                      AppTr::tr("The key of %1 was allowed until %2, and this workspace did not see it sign before.")
                          .arg(signer->name, momentInWords(until.toLocalTime(), QLocale::ShortFormat)));
    return judged(known, SignatureVerdict::Good);
}

} // namespace

SshManifestSigner::SshManifestSigner(SshHostsOptions options)
    : m_options(std::move(options))
{
}

SshManifestSigner::~SshManifestSigner() = default;

Result<QString> SshManifestSigner::sign(const QByteArray &manifest, const QString &keyFile, const CancelToken &cancel)
{
    const QFileInfo key(keyFile);
    if (!key.isFile())
        return fail(ErrorKind::NotFound, AppTr::tr("There is no key \"%1\".").arg(visibleText(keyFile)),
                    AppTr::tr("Name the file of the team's key, or its .pub file where an agent has the key."));
    const PrivateFolder folder(m_options.runtimeFolder);
    if (!folder.isValid())
        return noPrivateFolder();
    const QString file = folder.newPath(QStringLiteral("manifest"));
    if (const Result<void> written = writePrivately(file, manifest); !written)
        return fail(written.error());
    ProcessRequest request;
    request.program = QStringLiteral("ssh-keygen");
    request.arguments = {QStringLiteral("-Y"),
                         QStringLiteral("sign"),
                         QStringLiteral("-n"),
                         SignatureNamespace,
                         QStringLiteral("-f"),
                         key.absoluteFilePath(),
                         file};
    request.environment = unattendedEnvironment();
    std::unique_ptr<AskpassListener> listener;
    if (m_options.prompter) {
        listener = std::make_unique<AskpassListener>(folder.newPath(QStringLiteral("a")), m_options.askpassProgram);
        if (listener->isValid())
            request.environment = listener->environment();
    }
    bool isRefused = false;
    const AskpassAnswer answer = [&](const AskpassQuestion &question, const CancelToken &over) {
        const auto words = m_options.prompter->ask({AppTr::tr("this machine"), question.inWords(),
                                                    question.kind == AskpassQuestion::Kind::Secret,
                                                    question.kind == AskpassQuestion::Kind::Notice},
                                                   over);
        isRefused = isRefused || (!words && !over.isCancelled());
        return words;
    };
    ProcessKeeper keeper;
    const std::shared_ptr<KeptProcess> process = keeper.start(request);
    const StartEnding ending = attendStart(
        keeper, process, listener.get(), answer, [&isRefused] { return isRefused; }, cancel, SigningTime);
    if (ending == StartEnding::Ready)
        keeper.stop(process);
    if (isRefused || cancel.isCancelled())
        return fail(ErrorKind::Cancelled, AppTr::tr("The signing was stopped."));
    ProcessResult result = process->result().value_or(ProcessResult());
    if (ending == StartEnding::TimedOut)
        result.ending = ProcessResult::Ending::TimedOut;
    if (const std::optional<Error> trouble = keygenTrouble(result))
        return fail(*trouble);
    QFile written(file + QStringLiteral(".sig"));
    const QString signature = result.succeeded() && written.open(QIODevice::ReadOnly)
        ? QString::fromLatin1(written.read(LongestWrittenSignature))
        : QString();
    if (!keyOfSignature(signature))
        return notSigned(keyFile, result);
    return signature;
}

Result<ManifestSignature> SshManifestSigner::check(const QByteArray &manifest, const ManifestSignature &known,
                                                   const QList<AllowedSigner> &signers, const CancelToken &cancel)
{
    ManifestSignature asked = known;
    asked.signer.clear();
    asked.fingerprint.clear();
    if (known.signature.isEmpty())
        return judged(asked, SignatureVerdict::NotSigned, AppTr::tr("No signature lies beside the manifest."));
    const std::optional<QByteArray> key = keyOfSignature(known.signature);
    const QByteArray type = key ? typeOfKey(*key) : QByteArray();
    if (type.isEmpty())
        return judged(asked, SignatureVerdict::Bad, AppTr::tr("What lies beside the manifest is no signature."));
    asked.fingerprint = fingerprintOfKey(*key);
    const auto signer = std::find_if(signers.cbegin(), signers.cend(), [&key](const AllowedSigner &each) {
        return each.publicKey.section(u' ', 1, 1) == QLatin1String(*key);
    });
    const PrivateFolder folder(m_options.runtimeFolder);
    if (!folder.isValid())
        return noPrivateFolder();
    const QString signatureFile = folder.newPath(QStringLiteral("sig"));
    const QString allowedFile = folder.newPath(QStringLiteral("allowed"));
    Result<void> written = writePrivately(signatureFile, known.signature.toLatin1());
    if (written)
        written = writePrivately(allowedFile, allowedLine(StrangerName, type, *key));
    if (!written)
        return fail(written.error());
    ProcessRequest request;
    request.program = QStringLiteral("ssh-keygen");
    request.arguments = {QStringLiteral("-Y"), QStringLiteral("verify"), QStringLiteral("-f"),
                         allowedFile,          QStringLiteral("-I"),     StrangerName,
                         QStringLiteral("-n"), SignatureNamespace,       QStringLiteral("-s"),
                         signatureFile};
    request.environment = unattendedEnvironment();
    request.input = manifest;
    request.timeLimit = CheckingTime;
    const ProcessResult result = runProcess(request, cancel);
    if (const std::optional<Error> trouble = keygenTrouble(result))
        return fail(*trouble);
    if (!result.succeeded())
        return judged(asked, SignatureVerdict::Bad,
                      AppTr::tr("The manifest is not what was signed with the key %1.").arg(asked.fingerprint));
    return judgedSigner(asked, signer == signers.cend() ? nullptr : &*signer);
}

} // namespace Nightkeep
