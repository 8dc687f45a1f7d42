import { startSeatPreview } from "../ui/seat_preview.js";

startSeatPreview(document.getElementById("client-seats"), document.getElementById("seat-preview"));
