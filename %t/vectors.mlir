func.func @main(%x: i32) -> i32 {
  %y = emitc.cast %x : i32 to i32
  return %y : i32
}
