// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/localshellhost.h"

#include "app/apptr.h"
#include "app/process/remoteprograms.h"
#include "app/process/remoteresult.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace Nightkeep {

namespace {

class LocalSocket final : public SocketForward
{
public:
    explicit LocalSocket(QString path)
        : m_path(std::move(path))
    {
    }
    [[nodiscard]] QString localPath() const override { return m_path; }

private:
    QString m_path;
};

QByteArray contentsOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The folder of the programs that a server of the demo puts in front of this machine's: its clock and
/// its storage manager's client. Empty unless every one is, byte for byte, a program built into
/// Nightkeep in a folder that only we can write: a workspace from elsewhere may name any folder as a
/// root, and must not make us run what lies there.
QString programsInFront(const QString &root)
{
    const QString folder = root + QStringLiteral("/.nightkeep-demo/bin");
    const QFileInfo place(folder);
    if (!place.isDir() || place.isSymLink() || place.ownerId() != ::getuid() || folder.contains(u':')
        || (place.permissions() & (QFileDevice::WriteGroup | QFileDevice::WriteOther)))
        return {};
    const QFileInfoList files =
        QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QFileInfo &file : files) {
        const QByteArray known = contentsOf(QStringLiteral(":/demo/%1.sh").arg(file.fileName()));
        if (file.isSymLink() || !file.isFile() || known.isEmpty() || contentsOf(file.filePath()) != known)
            return {};
    }
    return files.isEmpty() ? QString() : folder;
}

} // namespace

LocalShellHost::LocalShellHost(const Server &server)
    : m_name(server.name)
    , m_root(server.connection.root)
{
    while (m_root.endsWith(QLatin1Char('/')))
        m_root.chop(1);
}

Result<void> LocalShellHost::checkRoot() const
{
    if (m_root.isEmpty() || !m_root.startsWith(QLatin1Char('/')))
        return fail(ErrorKind::BadInput, AppTr::tr("%1 is a local folder, and \"%2\" is not one.").arg(m_name, m_root),
                    AppTr::tr("Give an absolute folder other than \"/\" as the server's root."));
    if (!QFileInfo(m_root).isDir())
        return fail(ErrorKind::Unreachable,
                    AppTr::tr("The folder \"%1\" that stands for %2 does not exist.").arg(m_root, m_name),
                    AppTr::tr("Make the demo estate again, or correct the server's root."));
    return {};
}

Result<QByteArray> LocalShellHost::runText(const QByteArray &text, const QString &what, const QByteArray &input,
                                           const OutputSink &sink, const CancelToken &cancel,
                                           const RemoteLimits &limits) const
{
    const RemoteInvocation invocation = invocationOf(text, m_root, input);
    ProcessRequest request;
    request.program = QStringLiteral("/bin/sh");
    request.arguments = {QStringLiteral("-c"), invocation.script, QStringLiteral("nightkeep")};
    request.inheritEnvironment = false;
    if (const QString front = programsInFront(m_root); !front.isEmpty())
        request.environment.insert(QStringLiteral("PATH"), front + u':' + qEnvironmentVariable("PATH"));
    request.input = invocation.input;
    request.timeLimit = limits.time;
    request.outputLimit = limits.outputBytes;
    request.sink = sink;
    return remoteOutput(runProcess(request, cancel), what, m_name);
}

Result<QByteArray> LocalShellHost::runProgram(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                              const CancelToken &cancel, const RemoteLimits &limits) const
{
    const Result<void> root = checkRoot();
    if (!root)
        return fail(root.error());
    const Result<QByteArray> text = remoteProgramText(program);
    if (!text)
        return text;
    return runText(*text, remoteProgramName(program), input, sink, cancel, limits);
}

Result<QByteArray> LocalShellHost::run(RemoteProgram program, const QByteArray &input, const CancelToken &cancel,
                                       const RemoteLimits &limits)
{
    return runProgram(program, input, {}, cancel, limits);
}

Result<void> LocalShellHost::runInto(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                     const CancelToken &cancel, const RemoteLimits &limits)
{
    return runProgram(program, input, sink, cancel, limits).map([](const QByteArray &) {});
}

Result<std::unique_ptr<SocketForward>> LocalShellHost::forwardSocket(const QString &remotePath, const CancelToken &)
{
    const Result<void> root = checkRoot();
    if (!root)
        return fail(root.error());
    if (!remotePath.startsWith(QLatin1Char('/')))
        return fail(ErrorKind::BadInput, AppTr::tr("The socket path \"%1\" is not absolute.").arg(remotePath),
                    AppTr::tr("Give the whole path, beginning with \"/\"."));
    return std::make_unique<LocalSocket>(m_root + remotePath);
}

QList<ConnectionCheck> LocalShellHost::checkConnection(const CancelToken &cancel)
{
    using Outcome = ConnectionCheck::Outcome;
    ConnectionCheck folder {QStringLiteral("name"), {}, Outcome::Passed, {}};
    ConnectionCheck shell {QStringLiteral("shell"), AppTr::tr("The shell was not asked."), Outcome::NotTried, {}};
    const Result<void> root = checkRoot();
    if (!root) {
        folder = {folder.name, root.error().message, Outcome::Failed, root.error().advice};
        return {folder, shell};
    }
    folder.sentence = AppTr::tr("The folder \"%1\" stands for %2.").arg(m_root, m_name);
    const QByteArray text = "printf nightkeep";
    const Result<QByteArray> answer = runText(text, QStringLiteral("shell"), {}, {}, cancel, {});
    if (!answer)
        shell = {shell.name, answer.error().message, Outcome::Failed, answer.error().advice};
    else
        shell = {shell.name, AppTr::tr("The shell of this machine answers."), Outcome::Passed, {}};
    return {folder, shell};
}

Result<OfferedHostKey> LocalShellHost::offeredHostKey(const CancelToken &)
{
    return fail(ErrorKind::NotFound, AppTr::tr("%1 is a local folder and has no host key.").arg(m_name),
                AppTr::tr("There is nothing to trust."));
}

Result<void> LocalShellHost::trustHostKey(const OfferedHostKey &, const CancelToken &)
{
    return {};
}

} // namespace Nightkeep
