// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/frame.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace Nightkeep {

struct Server;

/// The fixed POSIX shell programs in resources/remote, by file name without ".sh".
enum class RemoteProgram {
    Probe,
    Zips,
    ArchiveStart,
    ArchiveStatus,
    ArchiveCancel,
    TarHeaders,
    ChangeRate,
    BackupPreview,
    ArchiveVerify,
    Backups,
    BackupContents,
    Fetch,
    MoodleSettings,
    Destination,
    HandOverStart,
    HandOverStatus,
    HandOverConfirm,
    HandOverStop,
    ArchiveManifest,
    ArchiveSign,
    ArchiveMember,
    ArchiveExtract,
    ArchiveRemove,
    StorageVersions,
    RestoreDrill,
    WebRoots,
};

[[nodiscard]] QString remoteProgramName(RemoteProgram program); ///< "probe", "archive-start"

struct RemoteLimits
{
    std::chrono::milliseconds time {30000};
    qint64 outputBytes = 64LL * 1024 * 1024;
};

/// Takes what comes, in order, on the calling thread; an error ends the run with it.
using OutputSink = std::function<Result<void>(QByteArrayView)>;

/// The port that "127.0.0.1:3306" or "localhost:3306" names, of a server as seen from itself; 0 for all else.
[[nodiscard]] int loopbackPort(const QString &socket);

/// A forwarded unix socket; the forwarding ends with the object.
class SocketForward
{
public:
    virtual ~SocketForward() = default;
    [[nodiscard]] virtual QString localPath() const = 0; ///< in a private 0700 folder
    /// Why nothing comes through, as far as the server's side tells. ssh opens a forwarding whatever is behind it,
    /// so ask this when a connection through it broke. Nothing: it works, or nobody knows.
    [[nodiscard]] virtual std::optional<Error> trouble(const CancelToken &) { return std::nullopt; }
};

/// One step of "Test connection": its own sentence and, where it failed, its own advice.
struct ConnectionCheck
{
    QString name; ///< stable: "name", "host-key", "login", "shell", "clock", "find", "tar", ...
    QString sentence;
    enum class Outcome { Passed, Warned, Failed, NotTried } outcome = Outcome::NotTried;
    QString advice;

    bool operator==(const ConnectionCheck &) const = default;
};

/// A host key as ssh met it, most often one that has not been trusted yet.
struct OfferedHostKey
{
    QString host; ///< as ssh names it
    QString type; ///< "ED25519"
    QString fingerprint; ///< "SHA256:..."
    bool isTrusted = false; ///< already

    bool operator==(const OfferedHostKey &) const = default;
};

/// A server, however it is reached. All calls block; use a worker thread. One object may be used by
/// one thread at a time; different objects are independent.
class RemoteHost
{
public:
    virtual ~RemoteHost() = default;

    /// Runs a program with `input` (NUL-separated fields) on its standard input and returns its whole
    /// standard output, only if it ended with status 0. Kinds: Unreachable, AuthenticationFailed,
    /// HostKeyUnknown, HostKeyChanged, TimedOut, Cancelled, Failed (status in the text, stderr in detail).
    [[nodiscard]] virtual Result<QByteArray> run(RemoteProgram program, const QByteArray &input,
                                                 const CancelToken &cancel, const RemoteLimits &limits = {}) = 0;

    /// As run(), but the output goes to `sink` as it comes and nothing is held. What it was given is of a whole answer
    /// only where this ends well. Once it was given anything, nothing is tried again.
    [[nodiscard]] virtual Result<void> runInto(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                               const CancelToken &cancel, const RemoteLimits &limits = {}) = 0;

    /// Makes the unix socket `remotePath` of the server reachable here, without any TCP port of this machine; a
    /// hostPort() too, of the server itself or as it reaches it. From the server on that way is as open as any there.
    /// BadInput for what cannot be named to ssh, and where the server is a folder of this machine: for all but sockets.
    [[nodiscard]] virtual Result<std::unique_ptr<SocketForward>> forwardSocket(const QString &remotePath,
                                                                               const CancelToken &cancel) = 0;

    /// The ordered checks before a shell answers (name, host key, login, shell). Runs all it can.
    [[nodiscard]] virtual QList<ConnectionCheck> checkConnection(const CancelToken &cancel) = 0;

    /// Asks for the key the host offers, without trusting it. NotFound: it has none.
    [[nodiscard]] virtual Result<OfferedHostKey> offeredHostKey(const CancelToken &cancel) = 0;
    /// The explicit act: trusts exactly this fingerprint. HostKeyChanged if the host now offers another.
    [[nodiscard]] virtual Result<void> trustHostKey(const OfferedHostKey &key, const CancelToken &cancel) = 0;
};

/// Reads a program's whole answer. MissingTool where the server lacks what the program needs.
[[nodiscard]] Result<QList<FrameRecord>> readAnswer(const QByteArray &answer, RemoteProgram program,
                                                    const QString &server);
/// Runs a program and reads its answer. MissingTool where the server lacks what the program needs.
[[nodiscard]] Result<QList<FrameRecord>> askProgram(RemoteHost &host, RemoteProgram program, const QByteArray &input,
                                                    const QString &server, const CancelToken &cancel,
                                                    const RemoteLimits &limits = {});

/// The same of an answer that need not be held: its records are taken as they come, and are worth nothing where an
/// error is given. `limits.outputBytes` is what is read of it.
[[nodiscard]] Result<void> askProgram(RemoteHost &host, RemoteProgram program, const QByteArray &input,
                                      const QString &server, const FrameReader::Sink &sink, const CancelToken &cancel,
                                      const RemoteLimits &limits);

/// Whether a person is there to answer ssh's questions (password, passphrase, one-time code).
enum class Attendance {
    Background, ///< BatchMode: never prompts, fails instead
    Attended, ///< prompts come through our own askpass
};

/// Opens servers. Thread-safe. Hosts opened for one server share one connection.
class RemoteHosts
{
public:
    virtual ~RemoteHosts() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<RemoteHost>> open(const Server &server, Attendance attendance) = 0;
};

/// A question of ssh's for a person.
struct Prompt
{
    QString server;
    QString text; ///< ssh's own words, shown as plain text
    bool secret = true; ///< the answer is not shown while typed
    bool isNotice = false; ///< nothing to answer ("touch your key"): shown until `cancel`, which ends it well
};

/// Asks a person. Called on worker threads; blocks until answered. An empty optional: cancelled.
class Prompter
{
public:
    virtual ~Prompter() = default;
    [[nodiscard]] virtual std::optional<QString> ask(const Prompt &prompt, const CancelToken &cancel) = 0;
};

} // namespace Nightkeep
