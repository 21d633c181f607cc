// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/privatememory.h"

#include <cstring>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace Nightkeep {

namespace {

template<typename Text> void overwrite(Text &secret)
{
    if (!secret.isDetached()) { // of a text that is shared only a copy could be had
        secret = Text();
        return;
    }
    ::explicit_bzero(secret.data(), size_t(secret.size()) * sizeof(*secret.data()));
    secret.resize(0);
}

} // namespace

void forbidCores()
{
    // One byte, not none: the kernel gives cores to a handler whatever the limit is, but for this one (fs/coredump.c).
    const rlimit one {1, 1};
    ::setrlimit(RLIMIT_CORE, &one);
}

void hideMemory()
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
    return;
#endif
#endif
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void wipe(QString &secret)
{
    overwrite(secret);
}

void wipe(QByteArray &secret)
{
    overwrite(secret);
}

} // namespace Nightkeep
