// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace QKeychain {
class Job;
}

namespace Nightkeep {

/// What the keychain said of one secret.
struct Secret
{
    std::optional<QString> text; ///< nullopt: there is none
    QString whyNone; ///< why not, a sentence: none was stored, or this session has no keychain
};

/// Secrets in the desktop's keychain, never anywhere else: there is no fallback to a file. Thread-safe;
/// calls block until the keychain has answered, which may take a person's time, or `limit` has passed:
/// use a worker thread. The window's own thread is refused (Internal).
///
/// The keychain's jobs live on one thread of the process, whose event loop they need: their library keeps them in
/// one queue, which stays on the thread where the first was begun.
class SecretStore
{
public:
    explicit SecretStore(const QString &service = QStringLiteral("nightkeep"),
                         std::chrono::milliseconds limit = std::chrono::minutes(2));
    virtual ~SecretStore() = default;

    /// PermissionDenied where a person refused; TimedOut. No keychain and no such secret are values.
    [[nodiscard]] virtual Result<Secret> read(const QString &key);
    /// MissingTool where there is no keychain: then nothing has been kept.
    [[nodiscard]] virtual Result<void> write(const QString &key, const QString &text);
    [[nodiscard]] virtual Result<void> remove(const QString &key); ///< what is not there is removed already

private:
    struct Answer;
    using MakeJob = std::function<QKeychain::Job *()>;
    [[nodiscard]] Result<Answer> ask(const MakeJob &makeJob);

    QString m_service;
    std::chrono::milliseconds m_limit;
};

} // namespace Nightkeep
