#pragma once
// Records of TensorBoard's event files: the TFRecord frame around the few protobuf messages that figures need, encoded
// by hand. A file is one version record and then any number of figures; it is called
// events.out.tfevents.SECONDS.HOST.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace loratrf {

inline constexpr std::string_view tensorboard_prefix = "events.out.tfevents.";

// Castagnoli's CRC; of "123456789" it is 0xE3069283.
uint32_t crc32c(std::string_view bytes);

struct TensorBoardValue {
    std::string_view tag; // "train/loss"; the part before the slash is the group it is shown in
    float value = 0;
};

// Times are seconds since 1970.
std::string tensorboard_version_record(double wall_time);
std::string tensorboard_record(double wall_time, int64_t step, std::span<const TensorBoardValue> values);

} // namespace loratrf
